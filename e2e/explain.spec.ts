import type { Page } from '@playwright/test'
import { cohortHex, isInCohort } from '@/lib/rollout'
import { change, newFeature, setInternal } from './support/as-admin'
import { hear } from './support/hear'
import { expect, test } from './support/test'

const verdict = (page: Page, text: RegExp) => page.getByRole('heading', { level: 2, name: text })
const addressOf = (feature: string, user: string) =>
  `/explain?feature=${feature}&actor=user:${user}&resource=section:77`

test('a question is put together by searching, and its address asks it again', async ({ page, request }) => {
  const feature = await newFeature(request)
  await page.goto('/explain')
  await expect(page.getByRole('heading', { name: 'Ask about somebody' })).toBeVisible()
  await page.getByRole('combobox', { name: 'Feature', exact: true }).fill(feature)
  await page.getByRole('option', { name: feature }).click()
  await page.getByRole('combobox', { name: 'User', exact: true }).fill('ulrike.jansen1@')
  await page.getByRole('option', { name: /^Ulrike Jansen\s*1 · / }).click()
  await expect(page.getByRole('combobox', { name: 'User', exact: true })).toHaveValue('1')
  await page.getByRole('combobox', { name: 'Section', exact: true }).fill('77')
  const heard = await hear(page)
  await page.getByRole('button', { name: 'Explain', exact: true }).click()
  await expect(verdict(page, /^Ulrike Jansen \(user 1\) may not use/)).toBeVisible()
  await expect.poll(heard).toContainEqual(expect.stringMatching(/^Ulrike Jansen \(user 1\) may not use/))
  await page.goto(page.url())
  await expect(page.getByRole('combobox', { name: 'Feature', exact: true })).toHaveValue(feature)
  await expect(verdict(page, /^Ulrike Jansen \(user 1\) may not use/)).toBeVisible()
})

test('a deny is explained step by step, and its hint leads to where it is turned', async ({ page, request }) => {
  // Whoever is in at the next stage gets that for a hint, which comes before the internal flag.
  let feature: string
  do feature = await newFeature(request)
  while (isInCohort(cohortHex(feature, 'user', '201'), 'five_percent'))
  await change(request, 'PUT', `/features/${feature}/rollouts/global`, { stage: 'internal_only' })
  await setInternal(request, '201', false)
  await page.goto(addressOf(feature, '201'))
  await expect(verdict(page, /may not use/)).toBeVisible()
  const steps = page.getByRole('list', { name: 'Steps of the judgment' }).getByRole('listitem')
  await expect(steps.first()).toContainText('Is it opted in?')
  await expect(steps.last()).toContainText('This decided: denies')
  await expect(steps.last()).toHaveAttribute('aria-current', 'step')
  await page.getByRole('link', { name: 'Open the account' }).click()
  await page.getByRole('switch', { name: 'Internal' }).click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog).toContainText(feature)
  await dialog.getByLabel('Note').fill('She tests it')
  await dialog.getByRole('button', { name: 'Mark as internal' }).click()
  await expect(page.getByRole('switch', { name: 'Internal' })).toBeChecked()
  await page.goto(addressOf(feature, '201'))
  await expect(verdict(page, /may use/)).toBeVisible()
  await setInternal(request, '201', false)
})

test('ids that the directory does not know are asked about as they are', async ({ page, request }) => {
  const feature = await newFeature(request)
  await page.goto('/explain')
  await page.getByRole('combobox', { name: 'Feature', exact: true }).fill(feature)
  await page.getByRole('combobox', { name: 'User', exact: true }).fill('no/body: é')
  await page.getByRole('combobox', { name: 'Section', exact: true }).fill('no-where')
  await page.keyboard.press('Enter')
  await expect(verdict(page, /^User no\/body: é may not use/)).toBeVisible()
  await expect(page.getByText('The directory knows no user with the id')).toBeVisible()
  await page.getByRole('combobox', { name: 'User', exact: true }).fill('other')
  await page.getByRole('button', { name: 'Explain', exact: true }).click()
  await expect(verdict(page, /^User other may not use/)).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('combobox', { name: 'User', exact: true })).toHaveValue('no/body: é')
})

test('what is missing, or is no feature, is said with a way to its field', async ({ page, watched }) => {
  watched.allowStatus(404)
  await page.goto('/explain?feature=no_such_feature')
  await page.getByRole('button', { name: 'Explain', exact: true }).click()
  await page.getByRole('link', { name: 'Choose who asks, or give their id.' }).click()
  await expect(page.getByRole('combobox', { name: 'User', exact: true })).toBeFocused()
  await page.keyboard.type('1')
  await page.getByRole('combobox', { name: 'Section', exact: true }).fill('77')
  await page.getByRole('button', { name: 'Explain', exact: true }).click()
  await page.getByRole('link', { name: /There is no feature named no_such_feature/ }).click()
  await expect(page.getByRole('combobox', { name: 'Feature', exact: true })).toBeFocused()
})

test('by keyboard alone a question is asked and answered', async ({ page, request }) => {
  const feature = await newFeature(request)
  await page.goto('/explain')
  await page.getByRole('combobox', { name: 'Feature', exact: true }).focus()
  await page.keyboard.type(feature)
  await page.getByRole('option', { name: feature }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.type('1')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.type('77')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Enter')
  await expect(verdict(page, /may not use/)).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Section', exact: true })).toBeFocused()
})
