import type { ChangesMade } from '../load/changes'
import type { ConsolesResult } from '../load/consoles'
import { digits, type Figure } from '../report/figure'
import { idOf } from '../support/directory'
import type { BenchContext } from './bench-context'

const CONSOLES = 10
const CHANGES_PER_S = 1
const SETTLE_MS = 2000
/** Nobody asks the bench for a decision of it. */
const CHANGED_FEATURE = 'hint_ladder'

export interface Meanwhile {
  readonly consoles: ConsolesResult
  readonly changes: ChangesMade
}

/** Has ten boards open, and a stage changed each second, so that they are live. */
export async function whileConsolesAreOpen(context: BenchContext, work: () => Promise<void>): Promise<Meanwhile> {
  const { pageGenerator, changer, product, pages, ground } = context
  const cookie = pages.find((page) => page.cookie !== '')?.cookie ?? ''
  await pageGenerator.ask('open', { port: product.port, cookie, count: CONSOLES })
  await changer.ask('start', {
    databaseUrl: ground.databases.small,
    feature: CHANGED_FEATURE,
    projects: Array.from({ length: 10 }, (_, nth) => idOf('project', nth)),
    ratePerS: CHANGES_PER_S,
    cutsListen: false,
  })
  await work()
  const changes = await changer.ask<ChangesMade>('stop')
  // The generator has had their core to itself.
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
  return { changes, consoles: await pageGenerator.ask<ConsolesResult>('close') }
}

/** What they did: that they were open, heard of each change, and read the board again. */
export function consolesFigure(all: readonly Meanwhile[]): Figure {
  const sum = (part: (one: Meanwhile) => number) => all.reduce((total, one) => total + part(one), 0)
  const [made, heard, reads] = [
    sum(({ changes }) => changes.made),
    sum(({ consoles }) => consoles.events),
    sum(({ consoles }) => consoles.reads),
  ]
  const failed = sum(({ changes }) => changes.failures.length)
  return {
    name: 'the ten consoles meanwhile',
    value: `${digits(heard)} events of ${digits(made)} changes heard, the board read ${digits(reads)} times`,
    how: `an event stream each, ${CHANGES_PER_S} stage change a second, ${failed} failed`,
    target: {
      text: 'all ten heard each',
      isMet: heard >= made * CONSOLES && all.every((one) => one.consoles.open === CONSOLES),
    },
  }
}
