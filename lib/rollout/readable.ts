import type { DecisionFacts } from './decision'
import { isRolloutMode, isStage } from './vocabulary'

// The years 0000 to 9999: the instants that RFC 3339 can write.
const EARLIEST_MS = -62_167_219_200_000
const LATEST_MS = 253_402_300_799_999

/**
 * Whether facts can be judged: every field is of its type and none contradicts another.
 * All of them are checked, also those that the judgment might not reach, so that no bad row ever becomes an allow
 * (reliability.md, invariant 1). Never throws for plain data.
 */
export function isReadable(facts: DecisionFacts): boolean {
  return (
    isSubjectReadable(facts) &&
    isRolloutMode(facts.mode) &&
    typeof facts.isOptedIn === 'boolean' &&
    isStageOrNull(facts.projectStage) &&
    isStageOrNull(facts.sectionStage) &&
    isStageOrNull(facts.globalStage) &&
    isInstant(facts.nowMs) &&
    isExemptionReadable(facts) &&
    isConsistent(facts)
  )
}

function isSubjectReadable(facts: DecisionFacts): boolean {
  return (
    typeof facts.feature === 'string' &&
    (facts.actorType === 'user' || facts.actorType === 'author') &&
    typeof facts.actorId === 'string' &&
    typeof facts.isInternal === 'boolean' &&
    typeof facts.resourceId === 'string' &&
    isTextOrNull(facts.projectId) &&
    isTextOrNull(facts.publisherId)
  )
}

function isExemptionReadable({ exemption, publisherId }: DecisionFacts): boolean {
  if (exemption === null) return true
  return (
    typeof exemption === 'object' &&
    (exemption.effect === 'deny' || exemption.effect === 'force_enable') &&
    (exemption.expiresAt === null || isInstant(exemption.expiresAt)) &&
    publisherId !== null
  )
}

/** A project is its own project and has no section; a project's stage needs a project to come from. */
function isConsistent(facts: DecisionFacts): boolean {
  if (facts.resourceType === 'project') return facts.projectId === facts.resourceId && facts.sectionStage === null
  return facts.resourceType === 'section' && (facts.projectId !== null || facts.projectStage === null)
}

function isStageOrNull(value: unknown): boolean {
  return value === null || isStage(value)
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === 'string'
}

function isInstant(value: unknown): boolean {
  return typeof value === 'number' && value >= EARLIEST_MS && value <= LATEST_MS
}
