import { hash } from 'node:crypto'
import type { ActorType } from '@/lib/rollout'

/** A version of the hash contract that is not made: an actor's number `h`, as 64 lower-case hex digits. */
export type Candidate = (feature: string, actorType: ActorType, actorId: string) => string

/**
 * The candidate that is planned for: version 1 with another last part of its text. One that is to differ in more,
 * another text or another digest, is written here first, and nowhere else before docs/hash-contract.md allows it.
 */
export function candidateOf(version: number): Candidate {
  return (feature, actorType, actorId) => hash('sha256', `${feature}:${actorType}:${actorId}:${version}`, 'hex')
}
