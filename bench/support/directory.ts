import { hash } from 'node:crypto'
import type { DecisionRequest } from '@/lib/contracts/decision'
import { seededRandom } from './statistics'

/** The features of the bench, their modes and global stages. */
export const FEATURES = [
  ['adaptive_duplication', 'canary', 'fifty_percent'],
  ['instant_feedback', 'canary', 'full'],
  ['offline_reading', 'scoped_only', null],
  ['peer_review_rounds', 'canary', 'five_percent'],
  ['hint_ladder', 'canary', 'internal_only'],
  ['formula_editor_v2', 'canary', 'off'],
  ['audio_transcripts', 'canary', 'fifty_percent'],
  ['gradebook_export', 'scoped_only', null],
  ['question_pools', 'canary', 'five_percent'],
  ['adaptive_pacing', 'canary', 'full'],
  ['shared_annotations', 'canary', 'fifty_percent'],
  ['late_submission_rules', 'canary', 'internal_only'],
] as const

export const COHORT_FEATURE = 'adaptive_duplication'
export const FULL_FEATURE = 'instant_feedback'

/** How many features every project and section is opted in to: the first ones. */
export const OPT_INS = 5

type Kind = 'publisher' | 'project' | 'section' | 'user' | 'author'

/** The id of the nth of its kind: a UUID, as calling applications have. The same as `idSql` makes. */
export function idOf(kind: Kind, nth: number): string {
  const hex = hash('md5', `${kind}:${nth}`)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** As `idOf`, in SQL. @param nth an expression */
export function idSql(kind: Kind, nth: string): string {
  return `md5('${kind}:' || ${nth})::uuid::text`
}

/** A request about the nth user in the nth section. */
export function requestFor(user: number, section: number, feature: string = COHORT_FEATURE): DecisionRequest {
  return {
    feature,
    actor: { type: 'user', id: idOf('user', user) },
    resource: { type: 'section', id: idOf('section', section) },
  }
}

/** Requests of random users in random sections, as they come off the wire; the same in every run. */
export function randomRequests(count: number, users: number, sections: number, feature?: string): DecisionRequest[] {
  const random = seededRandom(7)
  const requests = Array.from({ length: count }, () =>
    requestFor(Math.floor(random() * users), Math.floor(random() * sections), feature),
  )
  // Text that was joined from parts costs more to look up than text that was read.
  return JSON.parse(JSON.stringify(requests))
}
