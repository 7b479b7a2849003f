import { checkAgreement } from './checks/agreement'
import { checkAnswers } from './checks/answers'
import { checkAudit } from './checks/audit'
import { checkLostUpdates } from './checks/lost-updates'
import { checkRevisions } from './checks/revisions'
import { checkStaleness } from './checks/staleness'
import { checkUnanswered } from './checks/unanswered'
import type { History } from './history'

/** The invariants of reliability.md, each with what finds where a history breaks it. */
export const INVARIANTS = [
  ['no allow is older than the bound', checkStaleness],
  ['each answer is what the trail says at its revision', checkAnswers],
  ['an audit entry if and only if a change', checkAudit],
  ['no update is lost', checkLostUpdates],
  ['no node goes back', checkRevisions],
  ['all nodes agree soon after a fault', checkAgreement],
  ['every accepted request is answered', checkUnanswered],
] as const

export interface Violation {
  readonly invariant: (typeof INVARIANTS)[number][0]
  readonly text: string
}

/** All that is wrong with a history. */
export function checkHistory(history: History): Violation[] {
  return INVARIANTS.flatMap(([invariant, find]) => find(history).map((text) => ({ invariant, text })))
}
