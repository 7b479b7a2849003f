import type { ChangeContext } from '@/lib/changes/change-context'
import { ChangeError } from '@/lib/changes/errors'
import { importState } from '@/lib/changes/import-state'
import type { ImportPlan } from '@/lib/contracts/state-document'
import { createMends, type Mends } from './mends'
import { type AccountList, type Facts, type Feature, readAccounts, readFacts } from './read'
import type { Source } from './source'

const REASON = 'Moved over from the system that Aviary replaces.'
const STATES_A_PART = 20_000
const ACCOUNT_LISTS: readonly AccountList[] = ['authors', 'users']

export interface Moved {
  readonly created: number
  readonly changed: number
  readonly unchanged: number
  /** Rollouts that begin above the ladder's first step, as they stood. */
  readonly started: number
  /** The first of what refuses it; empty once it is done. */
  readonly faults: readonly string[]
  readonly mends: Mends
}

export interface MoveOptions {
  readonly features: readonly Feature[]
  /** `done` writes; `planned` judges the same and writes nothing. */
  readonly mode: 'planned' | 'done'
  readonly say: (sentence: string) => void
}

type Totals = { created: number; changed: number; unchanged: number; started: number; faults: string[] }

/** The row that a fault's path leads to, so that it is found in the source. */
function rowAt(document: object, path: string): string {
  const [, list = '', nth = ''] = /^(\w+)\[(\d+)\]/.exec(path) ?? []
  const row = (document as Record<string, unknown[]>)[list]?.[Number(nth)]
  return row === undefined ? '' : ` in ${JSON.stringify(row)}`
}

async function importOne(context: ChangeContext, document: object, totals: Totals, mode: MoveOptions['mode']) {
  const add = (plan: Pick<ImportPlan, 'created' | 'changed' | 'unchanged' | 'started'>) => {
    for (const kind of ['created', 'changed', 'unchanged', 'started'] as const) totals[kind] += plan[kind].count
  }
  const fault = ({ path, message }: { path: string; message: string }) =>
    totals.faults.push(`${path}: ${message}${rowAt(document, path)}`)
  try {
    const plan = await importState(context, document, { dryRun: mode === 'planned', reason: REASON })
    add(plan)
    plan.faults.forEach(fault)
  } catch (error) {
    if (!(error instanceof ChangeError) || error.faults.length === 0) throw error
    error.faults.forEach(fault)
  }
}

/** In parts that each keep other changes waiting for less than a few seconds. Opt-ins come last: until then all is denied. */
function partsOf(facts: Facts): object[] {
  const { scopeStates, ...first } = facts
  const parts: object[] = [first]
  for (let from = 0; from < scopeStates.length; from += STATES_A_PART)
    parts.push({ version: 1, scopeStates: scopeStates.slice(from, from + STATES_A_PART) })
  return parts
}

/**
 * Moves all rows by the import's own verb, in parts that are each written whole: accounts; the directory with features,
 * rollouts and exemptions; opt-ins. So nobody is let in by half of it. Done again it goes through what is there without
 * writing, and on with what is missing. It stops at the first part with a fault; a plan goes through all.
 */
export async function move(
  context: ChangeContext,
  source: Source,
  { features, mode, say }: MoveOptions,
): Promise<Moved> {
  const mends = createMends()
  const totals: Totals = { created: 0, changed: 0, unchanged: 0, started: 0, faults: [] }
  const isStopped = () => mode === 'done' && totals.faults.length > 0
  for (const list of ACCOUNT_LISTS) {
    let rows = 0
    for await (const batch of readAccounts(source, list, mends)) {
      await importOne(context, { version: 1, [list]: batch }, totals, mode)
      if (isStopped()) return { ...totals, mends }
      rows += batch.length
      say(`${list}: ${rows}`)
    }
  }
  const facts = await readFacts(source, features, mends)
  // A plan judges all at once: what one part refers to, another one holds.
  for (const part of mode === 'planned' ? [facts] : partsOf(facts)) {
    await importOne(context, part, totals, mode)
    if (isStopped()) break
  }
  return { ...totals, mends }
}
