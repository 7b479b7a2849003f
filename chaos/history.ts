import type { Stage } from '@/lib/rollout'

/** Who asks for what, where. */
export interface Question {
  readonly feature: string
  readonly user: string
  readonly resource: { readonly type: 'project' | 'section'; readonly id: string }
}

/** When something began and was over, ms on the monotonic clock of the run. */
interface Span {
  readonly askedAtMs: number
  readonly answeredAtMs: number
}

/** What a node said. `revision` is null where it could not read the facts. */
export interface Answer {
  readonly result: boolean
  readonly reason: string
  readonly stage: Stage | null
  readonly revision: number | null
}

/** A decision that a node was asked for; without an answer, why there is none. */
export interface DecisionEvent extends Span {
  readonly kind: 'decision'
  readonly node: string
  readonly question: Question
  readonly answer: Answer | null
  readonly failure: string | null
}

export interface ChangeTarget {
  readonly kind: 'rollout' | 'scope' | 'exemption' | 'user'
  readonly feature: string | null
  readonly scopeType: string
  readonly scopeId: string | null
}

/**
 * How a change ended for whoever asked for it. `lost`: the answer did not come, so that it may have happened or not.
 * `replaced` is the version that it says it replaced; undefined where it says nothing of versions.
 */
export type ChangeOutcome =
  | {
      readonly kind: 'accepted'
      readonly changed: boolean
      readonly revision: number | null
      readonly replaced?: number | null
    }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'lost'; readonly failure: string }

/** A change that was asked for, by the interface or by SQL; its audit entry bears the same request id. */
export interface ChangeEvent extends Span {
  readonly kind: 'change'
  readonly by: 'api' | 'sql'
  readonly requestId: string
  readonly target: ChangeTarget
  /** Undefined: whatever version is there. */
  readonly expectedVersion?: number | null
  readonly outcome: ChangeOutcome
}

/** A fault that was injected. */
export interface FaultEvent {
  readonly kind: 'fault'
  readonly name: string
  readonly nodes: readonly string[]
  /** The processes of these nodes were ended: what they had not answered stays unanswered. */
  readonly isDown: boolean
  readonly startMs: number
  readonly endMs: number
  /** How long after its end all nodes gave the same answers by the present revision; null: not within the run's patience. */
  readonly agreedAfterMs: number | null
}

/** The same questions to every node, after a fault: they were said to agree by what these answers say. */
export interface ProbeEvent {
  readonly kind: 'probe'
  readonly atMs: number
  /** The database's own, while nobody changed anything. */
  readonly revision: number
  readonly answers: readonly { readonly node: string; readonly answers: readonly (Answer | null)[] }[]
}

/** An entry of the audit trail, as the database has it at the end. */
export interface EntryEvent {
  readonly kind: 'entry'
  readonly id: number
  readonly revision: number
  readonly requestId: string | null
  readonly action: string
  readonly feature: string | null
  readonly scopeType: string | null
  readonly scopeId: string | null
  readonly before: Readonly<Record<string, unknown>> | null
  readonly after: Readonly<Record<string, unknown>> | null
}

/** What `npm run audit:verify` says at the end: the hash chain, and the trail replayed against the present state. */
export interface VerifiedEvent {
  readonly kind: 'verified'
  readonly isWhole: boolean
  readonly message: string
}

/** How the run was set up. */
export interface StartEvent {
  readonly kind: 'start'
  readonly seed: number
  readonly maxStalenessMs: number
  readonly agreementMs: number
  /** The revision before the first change. */
  readonly revision: number
}

export type HistoryEvent =
  | StartEvent
  | DecisionEvent
  | ChangeEvent
  | FaultEvent
  | ProbeEvent
  | EntryEvent
  | VerifiedEvent

/** A run's events by kind, each in the order in which they were written. */
export interface History {
  readonly start: StartEvent
  readonly decisions: readonly DecisionEvent[]
  readonly changes: readonly ChangeEvent[]
  readonly faults: readonly FaultEvent[]
  readonly probes: readonly ProbeEvent[]
  readonly trail: readonly EntryEvent[]
  readonly verified: VerifiedEvent
}

/** Sorts what a history file holds. @throws where the run did not come to its end */
export function asHistory(events: readonly HistoryEvent[]): History {
  const of = <Kind extends HistoryEvent['kind']>(kind: Kind) =>
    events.filter((event): event is Extract<HistoryEvent, { kind: Kind }> => event.kind === kind)
  const [start] = of('start')
  const [verified] = of('verified')
  if (start === undefined || verified === undefined) throw new Error('The history has no beginning or no end.')
  return {
    start,
    decisions: of('decision'),
    changes: of('change'),
    faults: of('fault'),
    probes: of('probe'),
    trail: of('entry'),
    verified,
  }
}
