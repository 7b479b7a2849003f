import type { FeatureSummary } from '@/lib/contracts/api/feature-reads'
import { STAGES } from '@/lib/rollout/browser'

/** What the board shows, as its address has it. Empty: all of them. */
export interface BoardView {
  readonly q: string
  readonly stage: string
  readonly mode: string
  readonly context: string
  readonly sort: string
}

export const PARAMETERS = ['q', 'stage', 'mode', 'context', 'sort'] as const

/** A feature with the decisions of the last hour. */
export interface BoardRow {
  readonly feature: FeatureSummary
  readonly decisions: number
  readonly share: number
}

export function viewFrom(address: { get(name: string): string | null }): BoardView {
  const of = (name: (typeof PARAMETERS)[number]) => address.get(name) ?? ''
  return { q: of('q'), stage: of('stage'), mode: of('mode'), context: of('context'), sort: of('sort') }
}

export const isFiltered = ({ q, stage, mode, context }: BoardView) =>
  [q, stage, mode, context].some((set) => set !== '')

function fits({ feature }: BoardRow, { q, stage, mode, context }: BoardView): boolean {
  const text = `${feature.name} ${feature.description}`.toLowerCase()
  const words = q.toLowerCase().split(/\s+/)
  return (
    words.every((word) => text.includes(word)) &&
    (stage === '' || feature.stage === stage) &&
    (mode === '' || feature.rolloutMode === mode) &&
    (context === '' || feature.contexts === context || feature.contexts === 'both')
  )
}

const stageRank = ({ stage }: FeatureSummary) => (stage === null ? STAGES.length : STAGES.indexOf(stage))
const optIns = ({ optedIn: { projects, sections } }: FeatureSummary) => projects + sections

/** Orders other than by name, in which the board comes; equal ones stay by name. */
const ORDERS: Readonly<Record<string, (one: BoardRow, other: BoardRow) => number>> = {
  changed: (one, other) => (other.feature.lastChange?.at ?? '').localeCompare(one.feature.lastChange?.at ?? ''),
  stage: (one, other) => stageRank(other.feature) - stageRank(one.feature),
  opted_in: (one, other) => optIns(other.feature) - optIns(one.feature),
  decisions: (one, other) => other.decisions - one.decisions,
}

export function rowsIn(rows: readonly BoardRow[], view: BoardView): readonly BoardRow[] {
  const fitting = rows.filter((row) => fits(row, view))
  const order = ORDERS[view.sort]
  return order === undefined ? fitting : fitting.toSorted(order)
}
