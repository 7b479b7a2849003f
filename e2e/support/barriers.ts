import { type Page, test } from '@playwright/test'
import { findBarriers, type Thoroughness } from './find-barriers'
import { expect } from './test'

/** The page as it stands has no barrier that axe knows, and nothing that it leaves to people is unreviewed. */
export async function expectNoBarrier(page: Page, thoroughness: Thoroughness = { rules: 'all' }): Promise<void> {
  const { violations, unreviewed } = await findBarriers(page, thoroughness)
  // Counted by support/axe-count.ts.
  const description = JSON.stringify({ violations: violations.length, unreviewed: unreviewed.length })
  test.info().annotations.push({ type: 'axe', description })
  expect.soft(violations).toEqual([])
  expect.soft(unreviewed).toEqual([])
}
