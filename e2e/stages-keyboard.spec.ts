import { change, makeNamed } from './support/as-admin'
import { expectSaid } from './support/hear'
import { report } from './support/report'
import { dialogOf } from './support/stages'
import { expect, test } from './support/test'

const LETTERS = 'ghijklmnopqrstuvwxyz'
const MOST = 12

/** Four letters, of which other tests' names have none. */
const fourLetters = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) => LETTERS[byte % LETTERS.length]).join('')

test('a feature is promoted by keyboard alone, from the board to the done message, in twelve key presses', async ({
  page,
  request,
}) => {
  const letters = fourLetters()
  const feature = await makeNamed(request, `zz_${letters}`)
  await change(request, 'PUT', `/features/${feature}/scopes/section/77`, {})
  await page.goto('/')
  await page.getByText('Live', { exact: true }).waitFor()
  let presses = 0
  // Each key counts, of a chord too.
  const press = async (chord: string) => {
    presses += chord.split('+').length
    await page.keyboard.press(chord)
  }
  await press('Control+K')
  await expect(page.getByRole('combobox', { name: 'Search everything' })).toBeFocused()
  for (const letter of letters) await press(letter)
  await expect(page.getByRole('option', { selected: true })).toContainText(feature)
  await press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: feature })).toBeFocused()
  const stage = page.getByRole('region', { name: 'Global stage' })
  await stage.waitFor()
  await press('Tab')
  await expect(stage.getByRole('button', { name: 'Promote to Internal' })).toBeFocused()
  await press('Enter')
  const dialog = dialogOf(page)
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await expect(dialog.getByText(/gain access in at least one place\.$/)).toBeVisible()
  await press('Tab')
  await press('Enter')
  await expectSaid(page, `${feature} was promoted to Internal.`)
  await expect(stage).toContainText(`${feature} was promoted to Internal.`)
  report(`key presses from the board to the done message: ${presses}`)
  expect(presses).toBeLessThanOrEqual(MOST)
})
