import type { ExemptionReport, StaleFeatures } from '@/lib/contracts/api/reports'
import { markdownTable } from './markdown-table'

const day = (at: string | null) => at?.slice(0, 10) ?? ''

/** The week's exemptions as Markdown. */
export function exemptionMarkdown({ from, until, items, isCut }: ExemptionReport): string {
  const rows = items.map((item) => [
    item.publisherName ?? item.publisherId,
    item.feature,
    item.kind,
    item.effect,
    day(item.at),
    day(item.expiresAt),
    item.by.name ?? item.by.kind,
    item.note,
  ])
  const cut = isCut ? '\nThere are more: ask for weeks that end earlier.\n' : ''
  const heading = ['Publisher', 'Feature', 'What', 'Effect', 'When', 'Ends', 'Who', 'Why']
  return `# Exemptions, ${day(from)} to ${day(until)}\n\n${markdownTable(heading, rows)}${cut}`
}

/** Stale features as Markdown. */
export function staleMarkdown({ atFull, notAsked, unknown }: StaleFeatures): string {
  return [
    '# Features to clean up',
    '',
    '## At full for 60 days',
    '',
    markdownTable(
      ['Feature', 'Since', 'Places below', 'Publishers denied'],
      atFull.map(({ feature, since, placesBelow, denies }) => [feature, day(since), placesBelow, denies]),
    ),
    '## Not asked for in 30 days',
    '',
    markdownTable(
      ['Feature', 'Last asked for', 'Counted since', 'Opted in'],
      notAsked.map(({ feature, askedAt, countedSince, optIns }) => [
        feature,
        askedAt === null ? 'never' : day(askedAt),
        day(countedSince),
        optIns,
      ]),
    ),
    '## Asked for, but unknown',
    '',
    markdownTable(
      ['Name', 'At least so often', 'On nodes', 'Since', 'Why'],
      unknown.map(({ feature, atLeast, nodes, since, isArchived }) => [
        feature,
        atLeast,
        nodes,
        day(since),
        isArchived ? 'archived' : 'no such feature',
      ]),
    ),
  ].join('\n')
}
