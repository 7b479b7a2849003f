import { newFeature, notesOf } from './support/as-admin'
import { hear } from './support/hear'
import { climb, setStage } from './support/rules'
import { changesSentBy, choose, confirm, dialogOf, expectFocus, openRow, ownOf, rowOf } from './support/stages'
import { expect, test } from './support/test'

const GAIN = /[\d,]+ authors? and [\d,]+ users? gain access in at least one place\./
const LOSE = /[\d,]+ authors? and [\d,]+ users? lose access in at least one place\./

test('on the board a feature is promoted, rolled back and turned off; each step says what it does, and why', async ({
  page,
  request,
}) => {
  const feature = await newFeature(request)
  await climb(request, feature, 'global', ['internal_only', 'five_percent'])
  const row = await openRow(page, feature)
  const said = await hear(page)
  const sent = changesSentBy(page)
  const dialog = dialogOf(page)
  const wouldHappen = dialog.getByRole('region', { name: 'What would happen' })

  await row.getByRole('button', { name: 'Promote to 50%' }).click()
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await expect(wouldHappen).toContainText(GAIN)
  await expect(wouldHappen).toContainText('1 section opted in follows this stage.')
  await confirm(page, 'Promote to 50%', 'The pilots are content.')
  await expect(row.getByText(`${feature} was promoted to 50%.`)).toBeVisible()
  await expect(row.getByRole('button', { name: 'Promote to Full' })).toBeFocused()

  // Only the next stage is offered, and every earlier one.
  await row.getByRole('button', { name: `Other stages of ${feature}` }).click()
  await expect(page.getByRole('menuitem')).toHaveText(['Roll back to 5%…', 'Roll back to Internal…', 'Turn off now…'])
  await page.getByRole('menuitem', { name: 'Roll back to Internal' }).click()
  await expect(wouldHappen).toContainText(LOSE)
  const before = sent.length
  await dialog.getByRole('button', { name: 'Roll back to Internal' }).click()
  await expect(dialog.locator(':focus')).toContainText('Say why in a few words')
  await expect(dialog.getByLabel('Reason')).toHaveAttribute('aria-invalid', 'true')
  expect(sent).toHaveLength(before)
  await confirm(page, 'Roll back to Internal', 'Figures are cut off in print.')
  await expect(row.getByText(`${feature} was rolled back to Internal.`)).toBeVisible()
  await expect(row.getByRole('button', { name: `Other stages of ${feature}` })).toBeFocused()

  await choose(page, row, 'Turn off now…')
  await confirm(page, 'Turn off now', 'It loses work.')
  await expect(row.locator('[aria-current=step]')).toHaveText(/^Off/)
  // Its menu is gone with the last way down.
  await expect(row.getByRole('button', { name: 'Promote to Internal' })).toBeFocused()

  expect(sent).toHaveLength(3)
  const notes = await notesOf(request, feature)
  expect(notes.slice(0, 3)).toEqual(['It loses work.', 'Figures are cut off in print.', 'The pilots are content.'])
  const told = [`${feature} was promoted to 50%.`, `${feature} was rolled back to Internal.`]
  expect(ownOf(await said(), feature)).toEqual([...told, `${feature} was turned off.`])
})

test('on its page a feature is promoted, that is undone, and it is turned off; the history has the reasons', async ({
  page,
  request,
}) => {
  const feature = await newFeature(request)
  await climb(request, feature, 'global', ['internal_only'])
  await page.goto(`/features/${feature}`)
  const stage = page.getByRole('region', { name: 'Global stage' })
  const said = await hear(page)
  await expect(stage.getByRole('button')).toHaveText([/^Promote to 5%…/, /^Turn off now…/])
  await stage.getByRole('button', { name: 'Promote to 5%' }).click()
  await expect(dialogOf(page).getByText(/gain access in at least one place\.$/)).toBeVisible()
  await confirm(page, 'Promote to 5%', 'Every pilot has tried it.')
  await expect(page.getByRole('region', { name: 'History' }).getByText('Every pilot has tried it.')).toBeVisible()
  await stage.getByText('Undo:').getByRole('button', { name: 'Roll back to Internal' }).click()
  await confirm(page, 'Roll back to Internal', 'Too early.')
  await expect(stage.locator('[aria-current=step]')).toHaveText(/^Internal/)
  await stage.getByRole('button', { name: 'Turn off now' }).click()
  await confirm(page, 'Turn off now', 'It loses work.')
  await expect(stage.getByRole('button')).toHaveText([/^Promote to Internal…/])
  await expect(stage.getByRole('button')).toBeFocused()
  const told = [
    `${feature} was promoted to 5%.`,
    `${feature} was rolled back to Internal.`,
    `${feature} was turned off.`,
  ]
  expect(ownOf(await said(), feature)).toEqual(told)
})

test('a section’s own stage is pinned, promoted and cleared, and said with its source wherever it shows', async ({
  page,
  request,
}) => {
  const feature = await newFeature(request)
  await climb(request, feature, 'global', ['internal_only'])
  await page.goto('/sections/77')
  const here = rowOf(page, feature)
  const said = await hear(page)
  await expect(here.getByText('From the global stage')).toBeVisible()
  await choose(page, here, 'Pin at Internal…')
  await expect(dialogOf(page).getByText('Nobody gains or loses access.')).toBeVisible()
  await confirm(page, 'Pin at Internal')
  await expect(here.getByText('Own stage', { exact: true })).toBeVisible()
  await here.getByRole('button', { name: 'Promote to 5%' }).click()
  await confirm(page, 'Promote to 5%')
  await expect(here.getByText('Without its own stage it would be at Internal, from the global stage.')).toBeVisible()

  const subject = `${feature} in section Chem 101, fall`
  await choose(page, here, 'Clear the own stage…')
  const dialog = dialogOf(page)
  await dialog.getByRole('button', { name: 'Clear the own stage' }).click()
  await expect(dialog.locator(':focus')).toContainText('Say why in a few words')
  await confirm(page, 'Clear the own stage', 'As all others have it.')
  await expect(here.getByText('From the global stage')).toBeVisible()
  expect(ownOf(await said(), feature)).toEqual([
    `${subject} is pinned at Internal.`,
    `${subject} was promoted to 5%.`,
    `${subject} inherits its stage again: Internal.`,
  ])
})

test('on a feature’s page a place shows the stage in force, and what shadows its own, and is changed there', async ({
  page,
  request,
}) => {
  const feature = await newFeature(request)
  await climb(request, feature, 'section/77', ['internal_only'])
  await climb(request, feature, 'project/12', ['internal_only', 'five_percent'])
  await page.goto(`/features/${feature}`)
  await page.getByRole('tab', { name: /^With a stage of their own/ }).click()
  const section = page.getByRole('row').filter({ hasText: 'Chem 101, fall' })
  await expect(section).toContainText('5%')
  await expect(section).toContainText('From project Chemistry')
  await expect(section).toContainText('The project’s stage wins over this section’s own, Internal.')
  const project = page.getByRole('row').filter({ hasNotText: 'Chem 101, fall' }).filter({ hasText: 'Chemistry' })
  await choose(page, project, 'Clear the own stage…')
  await confirm(page, 'Clear the own stage', 'It follows the others again.')
  // The row is gone with the stage.
  await expect(project).toBeHidden()
  await expect(section).toContainText('Own stage')
  await expectFocus(page)
})

test('a step that would raise a section too far is refused before, and by the server, in words', async ({
  page,
  request,
}) => {
  const feature = await newFeature(request)
  await climb(request, feature, 'global', ['internal_only'])
  await page.goto('/projects/12')
  await page.getByRole('button', { name: 'Pause live updates' }).click()
  const opener = rowOf(page, feature).getByRole('button', { name: 'Promote to 5%' })
  await opener.click()
  const dialog = dialogOf(page)
  const promote = dialog.getByRole('button', { name: 'Promote to 5%' })
  await expect(promote).toBeEnabled()
  await dialog.getByLabel('Reason').fill('Half a term is over.')
  await setStage(request, feature, 'section/77', 'off', { reason: 'Not in Chem 101' })
  const said = await hear(page)
  await promote.click()
  const refusal = 'This would raise sections by more than one stage.'
  await expect(dialog.getByText(refusal)).toBeVisible()
  await expect(dialog.getByText('Section 77, from Off to 5%')).toBeVisible()
  await expect(dialog.getByLabel('Reason')).toHaveValue('Half a term is over.')
  await expect(promote).toBeFocused()
  expect(ownOf(await said(), feature)).toEqual([refusal])
  await page.keyboard.press('Escape')
  await expect(opener).toBeFocused()
  // Asked again, the preview knows it.
  await opener.click()
  await expect(dialog.getByText('Section 77, from Off to 5%')).toBeVisible()
  await expect(promote).toHaveAccessibleDescription('This would skip a stage, which no change may.')
})

test('the mode changes where all is at full; a feature is archived, and comes back at off', async ({
  page,
  request,
}) => {
  const feature = await newFeature(request)
  await climb(request, feature, 'global', ['internal_only', 'five_percent', 'fifty_percent'])
  await page.goto(`/features/${feature}`)
  const button = (name: string) => page.getByRole('button', { name })
  const dialog = dialogOf(page)
  await button('Make it scoped only…').click()
  await expect(dialog.getByText('The global stage: 50%')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Make it scoped only' })).toHaveAttribute('aria-disabled', 'true')
  await page.keyboard.press('Escape')
  await expect(button('Make it scoped only…')).toBeFocused()
  await page.getByRole('region', { name: 'Global stage' }).getByRole('button', { name: 'Promote to Full' }).click()
  await confirm(page, 'Promote to Full')

  const said = await hear(page)
  await button('Make it scoped only…').click()
  await expect(dialog.getByText('Nobody gains or loses access.')).toBeVisible()
  await confirm(page, 'Make it scoped only', 'The rollout is over.')
  await expect(page.getByText(/^Scoped only: it is open to everybody/)).toBeVisible()
  await button('Make it a canary…').click()
  await confirm(page, 'Make it canary')
  await expect(page.locator('[aria-current=step]')).toHaveText(/^Full/)
  await button('Archive…').click()
  await expect(dialog.getByText(/^[\d,]+ authors and [\d,]+ users lose access in at least one place\.$/)).toBeVisible()
  await confirm(page, 'Archive it', 'Nobody uses it.')
  await expect(page.getByText('It is archived.')).toBeVisible()
  await button('Restore…').click()
  await confirm(page, 'Restore it')
  await expect(page.locator('[aria-current=step]')).toHaveText(/^Off/)
  await expect(button('Archive…')).toBeFocused()
  expect(ownOf(await said(), feature)).toEqual([
    `${feature} is scoped only now.`,
    `${feature} is a canary now.`,
    `${feature} was archived.`,
    `${feature} is back, at Off.`,
  ])
})

for (const [where, path] of [
  ['a feature’s page', (feature: string) => `/features/${feature}`],
  ['a section’s page', () => '/sections/77'],
  ['the board', (feature: string) => `/?q=${feature}`],
] as const) {
  test(`on ${where} no arrow key in the stage area sends anything`, async ({ page, request }) => {
    const feature = await newFeature(request)
    await climb(request, feature, 'global', ['internal_only', 'five_percent'])
    await page.goto(path(feature))
    await page.getByText('Live', { exact: true }).waitFor()
    const sent = changesSentBy(page)
    const buttons = page.getByRole('button', { name: new RegExp(`(…|stages of) ${feature}`) })
    await buttons.first().waitFor()
    for (const button of await buttons.all()) {
      await button.focus()
      for (const key of ['ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown', 'End', 'Home']) {
        await page.keyboard.press(key)
      }
      // A menu may have opened: it is left without choosing.
      await page.keyboard.press('Escape')
    }
    expect(sent).toEqual([])
    await expect(dialogOf(page)).toHaveCount(0)
  })
}
