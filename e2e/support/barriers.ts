import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { isReviewed } from './reviewed'
import { expect } from './test'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Each page and state is looked at in all of these. */
export const LOOKS = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [1280, 320].map((width) => ({
    name: `${colorScheme}, ${width} px`,
    look: { colorScheme, viewport: { width, height: width === 320 ? 256 : 800 } },
  })),
)

type Results = Awaited<ReturnType<AxeBuilder['analyze']>>['violations']

const findings = (results: Results) =>
  results.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => ({ rule: id, target: target.join(' '), summary: failureSummary })),
  )

/** The page as it stands has no barrier that axe knows, and does not scroll sideways. */
export async function expectNoBarrier(page: Page): Promise<void> {
  const { violations, incomplete } = await new AxeBuilder({ page }).withTags(TAGS).analyze()
  expect(findings(violations)).toEqual([])
  expect(findings(incomplete).filter((finding) => !isReviewed(finding))).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(page.viewportSize()?.width)
}
