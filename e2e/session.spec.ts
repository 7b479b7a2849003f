import type { Browser, Page } from '@playwright/test'
import { makeFeature } from './support/as-admin'
import { openBoard } from './support/board'
import { arrive, doAbout, invite, rowOf } from './support/people'
import { expect, test } from './support/test'

async function askToPromote(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Promote to Internal/ }).click()
  await page
    .getByRole('alertdialog')
    .getByText(/^Counted over/)
    .waitFor()
}

/** Another system admin, who has just been made one and is asked about a promotion. */
async function adminAtWork(page: Page, browser: Browser, feature: string) {
  await page.goto('/settings?tab=people')
  const person = await invite(page)
  await doAbout(page, person, 'Make system admin…', 'Make system admin')
  await expect(rowOf(page, person)).toContainText('System admin')
  const theirs = await arrive(browser, person)
  await theirs.goto(`/features/${feature}`)
  await askToPromote(theirs)
  return { person, theirs }
}

const promote = (page: Page) =>
  page.getByRole('alertdialog').getByRole('button', { name: 'Promote to Internal', exact: true })

test('who is lowered in mid-session is refused at the next click, who is disabled is told so and signed out', async ({
  page,
  browser,
  request,
}) => {
  const { person, theirs } = await adminAtWork(page, browser, await makeFeature(request))

  await doAbout(page, person, 'Lower to support…', 'Lower to support')
  const dialog = theirs.getByRole('alertdialog')
  await dialog.getByLabel(/^Reason/).fill('For the pilot.')
  await promote(theirs).click()
  await expect(dialog).toContainText('Your role is support: this needs the permission to change rollouts.')
  await expect(dialog.getByLabel(/^Reason/)).toHaveValue('For the pilot.')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(theirs.getByRole('heading', { name: 'Global stage' })).toBeVisible()
  await expect(theirs.getByRole('button', { name: /^Promote/ })).toHaveCount(0)
  await expect(theirs.getByText('Support', { exact: true })).toBeVisible()

  await doAbout(page, person, 'Disable…', 'Disable')
  await expect(rowOf(page, person)).toContainText('Disabled')
  await theirs
    .getByRole('alertdialog', { name: 'Your session has ended' })
    .getByRole('button', { name: 'Close' })
    .click()
  await theirs.getByRole('link', { name: 'Audit' }).click()
  await expect(theirs).toHaveURL(/\/sign-in/)
  await theirs.context().close()
})

test('who is signed out everywhere is told so at once, and keeps what is half typed', async ({
  page,
  browser,
  request,
}) => {
  const { person, theirs } = await adminAtWork(page, browser, await makeFeature(request))
  const reason = theirs.getByRole('alertdialog').getByLabel(/^Reason/)
  await reason.fill('Half a sen')

  await doAbout(page, person, 'Sign out everywhere…', 'Sign out everywhere')
  const ended = theirs.getByRole('alertdialog', { name: 'Your session has ended' })
  await expect(ended.getByRole('link', { name: /^Sign in again/ })).toBeVisible()
  await ended.getByRole('button', { name: 'Close' }).click()
  await expect(reason).toHaveValue('Half a sen')
  await theirs.context().close()
})

test('a session near its end keeps what is half typed in a dialog, once extended', async ({ page }) => {
  await page.request.get('/api/auth/session')
  await openBoard(page)
  await page.getByRole('button', { name: 'New feature…' }).click()
  const name = page.getByRole('dialog').getByLabel('Name')
  await name.fill('half_typed')
  await page.clock.fastForward('01:59:41')
  const warning = page.getByRole('alertdialog', { name: 'Your session ends in 20 seconds' })
  await warning.getByRole('button', { name: 'Stay signed in' }).click()
  await expect(warning).toBeHidden()
  await expect(name).toHaveValue('half_typed')
  await expect(name).toBeFocused()
})
