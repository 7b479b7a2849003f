import { newFeature } from './support/as-admin'
import { expectNoBarrier, LOOKS } from './support/barriers'
import { expect, test } from './support/test'

for (const { name, look } of LOOKS) {
  test.describe(`${name}:`, () => {
    test.use(look)

    test('the accounts, found or not, have no barrier', async ({ page }) => {
      await page.goto('/accounts')
      await page.getByRole('table', { name: 'Accounts' }).waitFor()
      await expectNoBarrier(page)
      await page.goto('/accounts?q=nobody-is-called-so')
      await page.getByRole('heading', { name: 'Nobody fits' }).waitFor()
      await expectNoBarrier(page)
    })

    test('an account, its dialog, and one that is not there have no barrier', async ({ page, watched }) => {
      watched.allowStatus(404)
      await page.goto('/accounts/user/1')
      await page.getByRole('switch', { name: 'Internal' }).click()
      await page.getByRole('region', { name: 'What would change' }).waitFor()
      await expect(page.getByRole('progressbar')).toHaveCount(0)
      await expectNoBarrier(page)
      await page.keyboard.press('Escape')
      await expectNoBarrier(page)
      await page.goto('/accounts/user/nobody-here')
      await page.getByRole('heading', { name: 'There is no such account' }).waitFor()
      await expectNoBarrier(page)
    })

    test('the change of many has no barrier, with rows at fault neither', async ({ page }) => {
      await page.goto('/accounts/bulk')
      await page
        .getByLabel('Or paste them here')
        .fill('type,id,is_internal,note\nuser,1,true,a\nuser,nobody-here,true,b')
      await expectNoBarrier(page)
      await page.getByRole('button', { name: /^Try it/ }).click()
      await page.getByText('1 row at fault').waitFor()
      await expectNoBarrier(page)
    })

    test('an explanation, denied or allowed, has no barrier', async ({ page, request }) => {
      const feature = await newFeature(request)
      await page.goto(`/explain?feature=${feature}&actor=user:1&resource=section:77`)
      await page.getByRole('heading', { name: /may not use/ }).waitFor()
      await expectNoBarrier(page)
      const open = await newFeature(request, 'scoped_only')
      await page.goto(`/explain?feature=${open}&actor=author:1&resource=section:77`)
      await page.getByRole('heading', { name: /may use/ }).waitFor()
      await expectNoBarrier(page)
    })

    test('an explanation of nothing yet, or of no feature, has no barrier', async ({ page, watched }) => {
      watched.allowStatus(404)
      await page.goto('/explain')
      await page.getByRole('heading', { name: 'Ask about somebody' }).waitFor()
      await expectNoBarrier(page)
      await page.goto('/explain?feature=no_such_feature&actor=user:1&resource=section:77')
      await page.getByText('This can’t be decided').waitFor()
      await expectNoBarrier(page)
    })
  })
}
