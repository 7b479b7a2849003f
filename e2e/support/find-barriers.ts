import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'
import { isReviewed } from './reviewed'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

const OF_COLOR = ['color-contrast', 'link-in-text-block']

/** Each page and state is looked at in all of these. */
export const LOOKS = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [1280, 320].map((width) => ({
    name: `${colorScheme}, ${width} px`,
    look: { colorScheme, viewport: { width, height: width === 320 ? 256 : 800 } },
  })),
)

export interface Thoroughness {
  /** Another theme is other colors and nothing else: `of color` are the rules that can find anything new in it. */
  readonly rules: 'all' | 'of color'
}

type Look = (typeof LOOKS)[number]['look']
type Results = Awaited<ReturnType<AxeBuilder['analyze']>>['violations']

/** Shows an open page so, without loading it again. */
export async function show(page: Page, { colorScheme, viewport }: Look): Promise<void> {
  await page.setViewportSize(viewport)
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
}

const findings = (results: Results) =>
  results.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => ({ rule: id, target: target.join(' '), summary: failureSummary })),
  )

function analysis(page: Page, { rules }: Thoroughness): AxeBuilder {
  const builder = new AxeBuilder({ page })
    // There are no frames, which would need a page of the analysis's own, and no styles from elsewhere to be loaded.
    .setLegacyMode(true)
    .options({ resultTypes: ['violations', 'incomplete'], preload: false })
  return rules === 'all' ? builder.withTags(TAGS) : builder.withRules(OF_COLOR)
}

/** What axe finds on the page as it stands, and what it leaves to people that nobody has reviewed. */
export async function findBarriers(page: Page, thoroughness: Thoroughness) {
  const { violations, incomplete } = await analysis(page, thoroughness).analyze()
  return {
    violations: findings(violations),
    unreviewed: findings(incomplete).filter((finding) => !isReviewed(finding)),
  }
}
