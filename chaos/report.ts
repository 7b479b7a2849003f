import { cpus, release } from 'node:os'
import { FAULT_TESTS } from './fault-tests'
import { FAULTS, type Fault } from './faults'
import type { FaultEvent, History } from './history'

const row = (...cells: (string | number)[]) =>
  `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`
const table = (head: string[], rows: string[]) => [row(...head), row(...head.map(() => '---')), ...rows, '']

interface Timed {
  readonly askedAtMs: number
  readonly answeredAtMs: number
}

const during = (spans: readonly FaultEvent[]) => (one: Timed) =>
  spans.some(({ startMs, endMs }) => one.answeredAtMs >= startMs && one.askedAtMs <= endMs)

function counted(words: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts].map(([word, count]) => `${count} ${word}`).join(', ') || 'none'
}

function decisionsSeen({ decisions }: History, spans: readonly FaultEvent[]): string {
  const hit = decisions.filter((one) => spans.some((span) => span.nodes.includes(one.node) && during([span])(one)))
  return counted(
    hit.map(({ answer }) => {
      if (answer === null) return 'not there'
      return answer.reason === 'repository_error' ? 'denied unread' : 'answered'
    }),
  )
}

function changesSeen({ changes }: History, spans: readonly FaultEvent[]): string {
  const outcomes = changes.filter(during(spans)).map(({ outcome }) => outcome)
  return counted(outcomes.map(({ kind }) => (kind === 'lost' ? 'failed' : kind)))
}

function agreedSeen(spans: readonly FaultEvent[]): string {
  const times = spans.map(({ agreedAfterMs }) => agreedAfterMs ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b)
  const [middle, worst] = [times[times.length >> 1], times.at(-1)].map((ms) => Math.round(ms ?? Number.NaN))
  return `${middle} ms, ${worst} ms`
}

function seen(history: History, { name, expected }: Fault): string[] {
  const spans = history.faults.filter((fault) => fault.name === name)
  if (spans.length === 0) return []
  return [
    row(name, spans.length, expected, decisionsSeen(history, spans), changesSeen(history, spans), agreedSeen(spans)),
  ]
}

/** What was done to the nodes and what came of it, for people. */
export function faultReport(history: History, minutes: number, violations: number): string {
  const { decisions, changes, faults, start, trail } = history
  const machine = `${cpus()[0]?.model.trim() ?? 'unknown'}, ${cpus().length} cores, Linux ${release()}, Node ${process.version}`
  const accepted = changes.filter(({ outcome }) => outcome.kind === 'accepted').length
  return [
    '# Faults',
    '',
    '`npm run chaos -- --minutes 10 --report` makes this page anew: three nodes and a process that makes changes, each behind a TCP proxy, over one PostgreSQL; decisions and changes all the time, one fault after the other, a history of it all, and checkers that read it (`chaos/check.ts`). The staleness bound of the nodes is 3 s here, so that faults outlast it.',
    '',
    `${new Date().toISOString().slice(0, 10)}, ${minutes} minutes, seed ${start.seed}. ${machine}.`,
    '',
    `**${violations} violations** in ${decisions.length} decisions, ${changes.length} changes asked for (${accepted} accepted, ${trail.length} audit entries) and ${faults.length} faults.`,
    '',
    '## Seen in that run',
    '',
    ...table(
      ['fault', 'times', 'expected', 'decisions of the nodes hit', 'changes', 'all agree after: median, worst'],
      FAULTS.flatMap((fault) => seen(history, fault)),
    ),
    '*Denied unread*: `repository_error`, which never allows. *Failed*: the caller was told of no success; whether it happened is in the trail.',
    '',
    '## Each alone',
    '',
    ...table(
      ['fault', 'expected', 'test'],
      FAULT_TESTS.map(({ fault, expected, file }) => row(fault, expected, `[${file}](../${file})`)),
    ),
  ].join('\n')
}
