import { expectNoBarrier, LOOKS } from './support/barriers'
import { expect, test } from './support/test'

for (const { name, look } of LOOKS) {
  test.describe(`${name}:`, () => {
    test.use(look)

    test('the lists of the directory have no barrier, filled or empty', async ({ page }) => {
      for (const kind of ['publishers', 'projects', 'sections']) {
        await page.goto(`/${kind}`)
        await page.getByRole('table').waitFor()
        await expectNoBarrier(page)
      }
      await page.goto('/projects?q=no+such+project')
      await page.getByText('No projects found').waitFor()
      await expectNoBarrier(page)
    })

    test('a project, and a section with a dialog open, have no barrier', async ({ page }) => {
      await page.goto('/projects/12')
      await page.getByRole('list', { name: 'Features' }).waitFor()
      await expectNoBarrier(page)
      await page.goto('/sections/77')
      await page.getByRole('switch').first().click()
      await page
        .getByRole('alertdialog')
        .getByText(/^Counted over/)
        .waitFor()
      await expectNoBarrier(page)
    })

    test('a publisher, and the dialog of an exemption with faults, have no barrier', async ({ page }) => {
      await page.goto('/publishers/1')
      await page.getByRole('table').first().waitFor()
      await expectNoBarrier(page)
      await page.getByRole('button', { name: 'Add an exemption…' }).click()
      await page.getByRole('button', { name: 'Add the exemption' }).click()
      await page.getByText('Nothing was changed yet').waitFor()
      await expectNoBarrier(page)
    })

    test('a project that is not there has no barrier', async ({ page, watched }) => {
      watched.allowStatus(404)
      await page.goto('/projects/no-such-project')
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no such project')
      await expectNoBarrier(page)
    })
  })
}
