import type { Page } from '@playwright/test'
import { settings } from './settings'
import { reach, stateOf } from './support/states'
import { fill } from './support/states/state'
import { expect, test } from './support/test'

interface Faulty {
  /** A state in which a form was sent that is not right. */
  readonly state: string
  /** What was right, and has to be there still. */
  readonly kept?: { readonly field: string; readonly text: string }
}

const SIGNED_OUT: readonly Faulty[] = [
  { state: 'sign-in, fields missing' },
  { state: 'set password, too short', kept: { field: 'New password', text: 'short' } },
]
const SIGNED_IN: readonly Faulty[] = [
  { state: 'new feature dialog, at fault' },
  { state: 'feature, roll-back dialog at fault' },
  { state: 'publisher, exemption at fault' },
  { state: 'explain, at fault' },
  { state: 'people, invitation at fault' },
  { state: 'keys, new one at fault' },
]

/** The summary has the focus, and each of its links leads to a field that says the same. */
async function expectSummary(page: Page): Promise<void> {
  const summary = page.locator(':focus')
  await expect(summary.getByRole('heading')).toHaveText(/\S/)
  await summary.evaluate((element) => element.setAttribute('id', 'summary'))
  const links = page.locator('#summary').getByRole('link')
  expect(await links.count()).toBeGreaterThan(0)
  for (const link of await links.all()) {
    const message = (await link.textContent()) ?? ''
    await link.focus()
    await page.keyboard.press('Enter')
    const field = page.locator(':focus')
    await expect(field).not.toHaveRole('link')
    await expect(field).toHaveAttribute('aria-invalid', 'true')
    await expect(field).toHaveAccessibleDescription(new RegExp(message.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
  }
}

for (const [who, forms] of [
  ['nobody', SIGNED_OUT],
  ['admin', SIGNED_IN],
] as const) {
  test.describe(`${who}:`, () => {
    test.use({ storageState: who === 'nobody' ? { cookies: [], origins: [] } : settings.signedInPath })

    for (const { state, kept } of forms)
      test(`${state}: a focused summary says what is wrong, each fault leads to its field`, async ({
        page,
        watched,
      }) => {
        await reach(page, watched, stateOf(state))
        await expectSummary(page)
        if (kept !== undefined) await expect(page.getByLabel(kept.field)).toHaveValue(kept.text)
      })
  })
}

test('what was right in a form stays when something else is wrong', async ({ page, watched }) => {
  await reach(page, watched, stateOf('new feature dialog, at fault'))
  await fill('Description', 'Kept as it was typed')(page)
  await page.getByRole('button', { name: 'Make the feature' }).click()
  await expect(page.getByLabel('Description', { exact: true })).toHaveValue('Kept as it was typed')
  await expect(page.getByLabel('Description', { exact: true })).not.toHaveAttribute('aria-invalid')
})
