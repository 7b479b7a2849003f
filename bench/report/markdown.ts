import type { Machine } from '../support/machine'
import type { Figure, Section, Target } from './figure'

/** All that one run found. */
export interface Report {
  readonly title: string
  readonly machine: Machine
  readonly scale: string
  /** Nice value of everything under test, but for the console, which the front lowers. */
  readonly priority: number
  readonly minutes: number
  /** The machine's load when each section began, and at the end. */
  readonly loads: readonly number[]
  readonly sections: readonly Section[]
}

const cell = (text: string) => text.replaceAll('|', '\\|')

function verdictOf({ isMet, excuse }: Target): string {
  if (isMet) return 'met'
  return excuse === undefined ? '**not met**' : `not met; ${excuse}`
}

function row({ name, value, how, target }: Figure): string {
  const verdict = target === undefined ? ['', ''] : [target.text, verdictOf(target)]
  return `| ${[name, value, ...verdict, how].map(cell).join(' | ')} |`
}

function part({ title, figures, notes }: Section): string[] {
  const table = ['| figure | measured | target | | how |', '| --- | --- | --- | --- | --- |', ...figures.map(row)]
  return [`## ${title}`, '', ...table, '', ...notes.flatMap((note) => [note, ''])]
}

function head({ title, machine, scale, priority, minutes, loads }: Report): string[] {
  const { cpu, cores, memoryGb, system, node, isPinned, versions } = machine
  return [
    `# ${title}`,
    '',
    `${machine.date}, commit ${machine.commit}, ${scale} run of ${minutes.toFixed(1)} minutes.`,
    `${cpu}, ${cores} cores, ${memoryGb} GB, ${system}, Node ${node}.`,
    `${Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}.`,
    isPinned
      ? 'Servers run on core 0; whatever loads and measures them on core 1.'
      : 'Processes could not be kept to a core (no taskset, or one core): server and generator take from each other.',
    `Load of the machine when each part began, and at the end: ${loads.join(', ')}. What the bench itself runs is in it.${priority === 0 ? '' : ` Everything ran at nice ${priority}.`}`,
    '',
  ]
}

function summary({ sections }: Report): string[] {
  const judged = sections.flatMap(({ figures }) => figures).filter(({ target }) => target !== undefined)
  const missed = judged.filter(({ target }) => target?.isMet === false)
  const met = `${judged.length - missed.length} of ${judged.length} targets met.`
  return missed.length === 0
    ? [met, '']
    : [
        met,
        '',
        ...missed.map(
          ({ name, value, target }) => `- ${name}: ${value}, target ${target?.text}: ${target && verdictOf(target)}`,
        ),
        '',
      ]
}

/** The report as people read it. */
export function markdown(report: Report): string {
  return [...head(report), ...summary(report), ...report.sections.flatMap(part)].join('\n')
}
