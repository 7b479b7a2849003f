import { readFile } from 'node:fs/promises'
import type { APIRequestContext, Page } from '@playwright/test'
import { settings } from './settings'
import { authorization, change, newFeature, setInternal } from './support/as-admin'
import { gate } from './support/gate'
import { expectSaid, hear } from './support/hear'
import { climb, setStage } from './support/rules'
import { expect, test } from './support/test'

const entries = (page: Page) =>
  page
    .getByRole('main')
    .getByRole('listitem')
    .filter({ has: page.locator('time') })
const entry = (page: Page, words: RegExp) => entries(page).filter({ hasText: words })

/** A feature that went to 5%, by the key of the demo. */
async function promotedFeature(request: APIRequestContext) {
  const feature = await newFeature(request)
  return { feature, version: await climb(request, feature, 'global', ['internal_only', 'five_percent']) }
}

async function stageNow(request: APIRequestContext, feature: string): Promise<unknown> {
  const answer = await request.get(`/api/v1/features/${feature}`, { headers: { authorization } })
  return (await answer.json()).stage
}

test('the trail is filtered by feature, action, person, place and day, in the address, and Back leads back', async ({
  page,
  request,
}) => {
  const { feature } = await promotedFeature(request)
  await page.goto('/audit')
  await page.getByRole('combobox', { name: 'Feature' }).fill(feature)
  await page.getByRole('option', { name: feature }).click()
  await expect(page).toHaveURL(`/audit?feature=${feature}`)
  await expectSaid(page, / shown\.$/)
  const all = await entries(page).count()
  expect(all).toBeGreaterThanOrEqual(4)
  for (const text of await entries(page).allTextContents()) expect(text).toContain(feature)

  await page.getByLabel('Action').selectOption({ label: 'Stage changed' })
  await expect(page).toHaveURL(/action=rollout\.changed/)
  await expect(entries(page)).toHaveCount(1)
  await page.getByRole('combobox', { name: 'Person or key' }).fill('demo')
  await page.getByRole('option', { name: 'The API key Demo' }).click()
  await page.getByRole('combobox', { name: 'Place or account' }).fill('every')
  await page.getByRole('option', { name: 'Everywhere The global stage' }).click()
  await expect(page).toHaveURL(/actorKind=api_key.*scopeType=global/)
  await expect(entries(page)).toHaveCount(1)

  await page.getByLabel('From day').fill('2999-01-01')
  await expect(page.getByText('No change fits', { exact: true })).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('From day')).toHaveValue('2999-01-01')
  await expect(page.getByRole('combobox', { name: 'Person or key' })).toHaveValue('The API key Demo')
  await page.goBack()
  await expect(entries(page)).toHaveCount(1)
  await page.getByRole('button', { name: 'Clear the filters' }).click()
  await expect(page).toHaveURL('/audit')
  await expect(page.getByRole('combobox', { name: 'Feature' })).toHaveValue('')
})

test('a change is shown field by field, and taken back by a new one after its impact', async ({ page, request }) => {
  const { feature } = await promotedFeature(request)
  await page.goto(`/audit?feature=${feature}`)
  const promotion = entry(page, /promoted .* from internal to 5%/)
  await promotion.getByRole('button').first().click()
  await expect(promotion.getByRole('row', { name: 'Stage internal 5%' })).toBeVisible()
  await promotion.getByRole('button', { name: /^Revert entry/ }).click()
  const dialog = page.getByRole('alertdialog', { name: /^Revert entry \d+\?$/ })
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await expect(dialog.getByText('Stage: from 5% back to internal')).toBeVisible()
  await expect(dialog.getByRole('region', { name: 'What would happen' })).toContainText(/lose access/)
  await dialog.getByRole('button', { name: 'Revert', exact: true }).click()
  await expect(dialog.getByLabel('Reason')).toHaveAttribute('aria-invalid', 'true')
  expect(await stageNow(request, feature)).toBe('five_percent')
  await dialog.getByLabel('Reason').fill('It was too early.')
  await dialog.getByRole('button', { name: 'Revert', exact: true }).click()
  await expectSaid(page, /^Entry \d+ is reverted\.$/)
  await expect(dialog).toBeHidden()
  await expect(promotion.getByRole('button').first()).toBeFocused()
  const back = entry(page, /Demo admin rolled .* back from 5% to internal/)
  await expect(back).toContainText(/Reverts entry \d+: It was too early\./)
  await expect(promotion).toContainText('Can’t be reverted. It has been changed again since.')
  expect(await stageNow(request, feature)).toBe('internal_only')
})

test('what was changed again meanwhile is not taken back: it says by whom, and keeps the reason', async ({
  page,
  request,
}) => {
  const { feature, version } = await promotedFeature(request)
  await page.goto(`/audit?feature=${feature}`)
  const promotion = entry(page, /promoted .* from internal to 5%/)
  await promotion.getByRole('button').first().click()
  await promotion.getByRole('button', { name: /^Revert entry/ }).click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByLabel('Reason').fill('It was too early.')
  await setStage(request, feature, 'global', 'fifty_percent', { expectedVersion: version })
  await expect(dialog).toContainText(`The API key Demo promoted ${feature} from 5% to 50%.`)
  await expect(dialog.getByRole('button', { name: 'Revert', exact: true })).toHaveAttribute('aria-disabled', 'true')
  await expect(dialog.getByLabel('Reason')).toHaveValue('It was too early.')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  // What came meanwhile waits, so that nothing moves under the reader.
  await page.getByRole('button', { name: '1 new change: show' }).click()
  await expect(entry(page, /promoted .* from 5% to 50%/)).toBeVisible()
  expect(await stageNow(request, feature)).toBe('fifty_percent')
})

test('undoing a turn-off is a promotion, and the rules refuse what skips a stage', async ({ page, request }) => {
  const { feature } = await promotedFeature(request)
  await setStage(request, feature, 'global', 'off', { reason: 'An incident.' })
  await page.goto(`/audit?feature=${feature}`)
  const turnOff = entry(page, /turned .* off/)
  await turnOff.getByRole('button').first().click()
  await turnOff.getByRole('button', { name: /^Revert entry/ }).click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog).toContainText('The rules are in the way. This would skip a stage')
  await expect(dialog.getByRole('button', { name: 'Revert', exact: true })).toHaveAttribute('aria-disabled', 'true')
})

test('taking an archiving back says that the feature comes back at Off', async ({ page, request }) => {
  const { feature } = await promotedFeature(request)
  await change(request, 'DELETE', `/features/${feature}`, {})
  await page.goto(`/audit?feature=${feature}`)
  const archiving = entry(page, /archived/)
  await archiving.getByRole('button').first().click()
  await archiving.getByRole('button', { name: /^Revert entry/ }).click()
  await expect(page.getByRole('alertdialog')).toContainText('It comes back at Off everywhere, as a canary')
})

test('the CSV holds what is filtered, and nothing else', async ({ page, request }) => {
  const { feature } = await promotedFeature(request)
  await page.goto(`/audit?feature=${feature}&action=rollout.changed`)
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Export as CSV' }).click()
  expect((await download).suggestedFilename()).toMatch(/\.csv$/)
  const lines = (await readFile(await (await download).path(), 'utf8')).trim().split(/\r?\n/)
  expect(lines).toHaveLength(2)
  for (const line of lines.slice(1)) expect(line).toContain(feature)
})

test('the trail is verified with progress, and what was found is said', async ({ page }) => {
  await page.goto('/audit')
  const answer = gate()
  await page.route('**/api/console/audit/verify*', async (route) => {
    await answer.opened
    await route.continue()
  })
  const heard = await hear(page)
  await page.getByRole('button', { name: 'Verify the trail' }).click()
  await expect(page.getByRole('progressbar', { name: 'Walking the trail' })).toBeVisible()
  answer.open()
  await expect(page.getByRole('main').getByText(/^The trail is whole: [\d,]+ entries/)).toBeVisible()
  await expect(page.getByText(/^Its head is entry [\d,]+, hash [\da-f]{64}$/)).toBeVisible()
  await expect.poll(heard).toContainEqual(expect.stringMatching(/^The trail is whole/))
})

test.describe('support', () => {
  test.use({ storageState: settings.supportSignedInPath })

  test('reads the trail, is offered no way back from a stage, and takes back a mark', async ({ page, request }) => {
    const { feature } = await promotedFeature(request)
    await page.goto(`/audit?feature=${feature}`)
    const promotion = entry(page, /promoted .* from internal to 5%/)
    await promotion.getByRole('button').first().click()
    await expect(promotion.getByRole('row', { name: 'Stage internal 5%' })).toBeVisible()
    await expect(promotion.getByRole('button', { name: /^Revert/ })).toHaveCount(0)

    await setInternal(request, '233', false)
    await setInternal(request, '233', true)
    await page.goto('/audit?scopeType=user&scopeId=233')
    const mark = entries(page).first()
    await mark.getByRole('button').first().click()
    await mark.getByRole('button', { name: /^Revert entry/ }).click()
    const dialog = page.getByRole('alertdialog')
    await expect(dialog.getByRole('region', { name: 'What would change' })).toContainText(/Loses|loses nothing/)
    await dialog.getByLabel('Reason').fill('Marked the wrong account.')
    await dialog.getByRole('button', { name: 'Revert', exact: true }).click()
    await expectSaid(page, /^Entry \d+ is reverted\.$/)
    await expect(entries(page).first()).toContainText(/Demo support took the internal mark from/)
  })
})
