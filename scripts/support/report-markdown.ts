import type { ExemptionReport, StaleFeatures } from '@/lib/contracts/api/reports'

/** Whatever somebody wrote stays text, on one line. */
const plain = (text: string | number | null) =>
  String(text ?? '')
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]<>|#~]/g, '\\$&')

function table(heading: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  if (rows.length === 0) return 'None.\n'
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return `${[line(heading), line(heading.map(() => '---')), ...rows.map((row) => line(row.map(plain)))].join('\n')}\n`
}

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
  return `# Exemptions, ${day(from)} to ${day(until)}\n\n${table(heading, rows)}${cut}`
}

/** Stale features as Markdown. */
export function staleMarkdown({ atFull, notAsked, unknown }: StaleFeatures): string {
  return [
    '# Features to clean up',
    '',
    '## At full for 60 days',
    '',
    table(
      ['Feature', 'Since', 'Places below', 'Publishers denied'],
      atFull.map(({ feature, since, placesBelow, denies }) => [feature, day(since), placesBelow, denies]),
    ),
    '## Not asked for in 30 days',
    '',
    table(
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
    table(
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
