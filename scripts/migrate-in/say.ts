import type { Comparison } from './compare'
import type { Count } from './counts'
import type { Moved } from './move'

export const say = (sentence: string) => console.log(sentence)
const digits = (count: number) => count.toLocaleString('en-US')

export function sayMoved({ created, changed, unchanged, started, mends }: Moved, isDone: boolean): void {
  const kinds = isDone ? ['created', 'changed'] : ['would be created', 'would be changed']
  say(
    `${digits(created)} rows ${kinds[0]}, ${digits(changed)} ${kinds[1]}, ${digits(unchanged)} are here as they are there.`,
  )
  if (started > 0) say(`${digits(started)} rollouts begin at a stage above the first step, as they stand there.`)
  for (const { what, count, examples } of mends.all())
    say(`${digits(count)} × ${what}: ${examples.join(', ')}${count > examples.length ? ', …' : ''}`)
}

export function sayCounts(counts: readonly Count[]): void {
  for (const { table, there, here } of counts) {
    const more = here > there ? `: ${digits(here - there)} were made here, or deleted there since` : ''
    say(`  ${table}: ${digits(there)} there, ${digits(here)} here${more}`)
  }
}

export function sayCompared({ asked, different, allowed, reasons, examples }: Comparison, what: string): void {
  const all = Object.entries(reasons).sort(([, a], [, b]) => b - a)
  say(`${digits(asked)} decisions ${what}, ${digits(allowed)} of them allowed: ${digits(different)} differ.`)
  say(`  ${all.map(([reason, count]) => `${reason} ${digits(count)}`).join(', ')}`)
  for (const example of examples) say(`  ${example}`)
}

/** @throws a sentence where a row is refused: nothing of its batch was written */
export function refuseFaults({ faults }: Moved): void {
  if (faults.length === 0) return
  const most = 50
  const more = faults.length > most ? `\n… and ${faults.length - most} more` : ''
  throw new Error(
    `These rows are refused; correct them where they come from.\n${faults.slice(0, most).join('\n')}${more}`,
  )
}

/** @throws a sentence where anything is not here as it is there */
export function refuseDifferences(again: Moved): void {
  refuseFaults(again)
  const left = again.created + again.changed
  if (left > 0) throw new Error(`NOT the same: ${digits(left)} rows differ after the move.`)
  say(`Read again and compared: all ${digits(again.unchanged)} rows are the same here as there.`)
}
