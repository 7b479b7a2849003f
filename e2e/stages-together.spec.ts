import { settings } from './settings'
import { makeNamed, newFeature, notesOf } from './support/as-admin'
import { hear } from './support/hear'
import { report } from './support/report'
import { climb, setStage } from './support/rules'
import { confirm, dialogOf, openRow, ownOf, rowOf } from './support/stages'
import { expect, test } from './support/test'

// What two people do at once, each in a browser of their own.

test('of two admins who promote at once, the second is told who did what, keeps the reason, and goes on', async ({
  page,
  browser,
  request,
}) => {
  const feature = await newFeature(request)
  await climb(request, feature, 'global', ['internal_only'])
  const row = await openRow(page, feature)
  // Nothing comes in: the second does not know.
  await page.getByRole('button', { name: 'Pause live updates' }).click()
  await row.getByRole('button', { name: 'Promote to 5%' }).click()
  const dialog = dialogOf(page)
  await dialog.getByLabel('Reason').fill('Every pilot has tried it.')

  const context = await browser.newContext({ baseURL: settings.url, storageState: settings.signedInPath })
  const other = await context.newPage()
  await (await openRow(other, feature)).getByRole('button', { name: 'Promote to 5%' }).click()
  await confirm(other, 'Promote to 5%', 'I was first.')
  await context.close()

  const said = await hear(page)
  await dialog.getByRole('button', { name: 'Promote to 5%' }).click()
  await expect(dialog.getByText(/It changed meanwhile\. Demo admin set it to 5% .*You saw Internal/)).toBeVisible()
  const promote = dialog.getByRole('button', { name: 'Promote to 5%', exact: true })
  await expect(promote).toHaveAccessibleDescription('Choose first how to go on from here.')
  await expect(promote).toBeFocused()
  await dialog.getByRole('button', { name: 'Promote to 50% instead' }).click()
  await expect(dialog).toHaveAccessibleName(`Promote ${feature} to 50%?`)
  await expect(dialog).toBeFocused()
  await expect(dialog.getByLabel('Reason')).toHaveValue('Every pilot has tried it.')
  await expect(dialog.getByText('It changed meanwhile.')).toBeHidden()
  await confirm(page, 'Promote to 50%')
  await expect(row.locator('[aria-current=step]')).toHaveText(/^50%/)
  expect((await notesOf(request, feature)).slice(0, 2)).toEqual(['Every pilot has tried it.', 'I was first.'])
  const [refused, done, ...more] = ownOf(await said(), feature)
  expect([refused, done]).toEqual([expect.stringContaining('Nothing was written'), `${feature} was promoted to 50%.`])
  expect(more).toEqual([])
})

test('what others change shows within a second; nothing in use moves, nothing that is typed is touched', async ({
  page,
  request,
}) => {
  const stem = `zz_${crypto.randomUUID().slice(0, 8)}`
  const older = await makeNamed(request, `${stem}_a`)
  const newer = await makeNamed(request, `${stem}_b`)
  await openRow(page, stem, 'changed')
  const names = page.getByRole('list', { name: 'Features' }).getByRole('heading')
  await expect(names).toHaveText([newer, older])
  const opener = rowOf(page, newer).getByRole('button', { name: 'Promote to Internal' })
  await opener.focus()

  const tookMs: number[] = []
  let expectedVersion: number | undefined
  for (const [stage, label] of [
    ['internal_only', 'Internal'],
    ['five_percent', '5%'],
    ['fifty_percent', '50%'],
  ] as const) {
    const given = expectedVersion === undefined ? {} : { expectedVersion }
    expectedVersion = JSON.parse(await setStage(request, older, 'global', stage, given)).version
    const committedMs = Date.now()
    await page.waitForFunction(
      ([list, label]) =>
        document.querySelector(`ol[aria-label="${list}"] [aria-current]`)?.textContent?.includes(label),
      [`Global stage of ${older}`, label] as const,
      { polling: 'raf' },
    )
    tookMs.push(Date.now() - committedMs)
  }
  report(`a change made elsewhere stood on the board after ${tookMs.map((ms) => `${ms} ms`).join(', ')}`)
  expect(Math.min(...tookMs)).toBeLessThan(1000)
  await expect(opener).toBeFocused()
  await expect(names).toHaveText([newer, older])

  await opener.press('Enter')
  const dialog = dialogOf(page)
  const reason = dialog.getByLabel('Reason')
  await reason.fill('Half a sentence')
  await reason.press('Home')
  await reason.press('ArrowRight')
  await setStage(request, newer, 'global', 'internal_only')
  await expect(dialog.getByText(/It changed meanwhile\. Demo set it to Internal/)).toBeVisible()
  await setStage(request, older, 'global', 'off', { reason: 'Enough' })
  // The page behind is inert: nothing in it has a role meanwhile.
  const behind = page.locator('#page li[data-focus-home]')
  await expect(behind.filter({ hasText: older }).locator('[aria-current=step]')).toHaveText(/^Off/)
  await expect(reason).toBeFocused()
  await expect(reason).toHaveValue('Half a sentence')
  expect(await reason.evaluate((field: HTMLTextAreaElement) => field.selectionStart)).toBe(1)
  await expect(behind.locator('h2')).toHaveText([newer, older])
})

test('a step that somebody else has made goes, and the focus to what stands beside it', async ({ page, request }) => {
  const feature = await newFeature(request)
  let expectedVersion = await climb(request, feature, 'global', ['internal_only', 'five_percent', 'fifty_percent'])
  for (const path of [`/?q=${feature}`, `/features/${feature}`]) {
    await page.goto(path)
    await page.getByText('Live', { exact: true }).waitFor()
    const area = path.startsWith('/features')
      ? page.getByRole('region', { name: 'Global stage' })
      : rowOf(page, feature)
    const step = area.getByRole('button', { name: 'Promote to Full' })
    await step.focus()
    await setStage(request, feature, 'global', 'full', { expectedVersion })
    await expect(step).toHaveCount(0)
    await expect(area.locator(':focus')).toHaveAccessibleName(new RegExp(feature))
    const back = await setStage(request, feature, 'global', 'fifty_percent', { reason: 'Once more.' })
    expectedVersion = JSON.parse(back).version
  }
})
