import type { DecisionAnswer, DecisionRequest, DecisionsRequest } from '@/lib/contracts/decision'
import { type Decision, denyUnreadable, explain, decide as judge } from '@/lib/rollout'
import { seams } from '@/lib/telemetry/channels'
import { counters } from '@/lib/telemetry/counters'
import { countCaches } from './count-caches'
import { createDecisionTally, type DecisionTally } from './decision-tally'
import { type FactSource, factKey, type Rules } from './facts'
import type { Snapshot, State } from './state'
import { type Asked, cachedSubject, decisionFacts, loadedSubject, type Subject } from './subject'

/** A load that a change overtook is made again; this often, and then it fails closed. */
const MOST_LOADS = 5

export const FEATURE_NOT_FOUND = 'feature_not_found'
export type NotFound = { readonly feature: string; readonly result: false; readonly reason: typeof FEATURE_NOT_FOUND }

export interface DecisionService {
  /** One decision; null: no such feature. Answers in the same turn when the facts are at hand. Never throws or rejects. */
  decide(request: DecisionRequest): DecisionAnswer | null | Promise<DecisionAnswer | null>
  /** Decisions of many features for one actor and resource, in the order asked. Never throws or rejects. */
  decideAll(
    request: DecisionsRequest,
  ):
    | { decisions: (Decision | NotFound)[]; revision: number }
    | Promise<{ decisions: (Decision | NotFound)[]; revision: number }>
}

type CacheUse = NonNullable<DecisionAnswer['cache']>

interface Grounds {
  readonly rules: Rules
  readonly subject: Subject
  readonly revision: number
  readonly nowMs: number
  readonly cache: CacheUse
}

const HIT: CacheUse = { rules: 'hit', resource: 'hit', actor: 'hit' }
const BYPASSED: CacheUse = { rules: 'miss', resource: 'miss', actor: 'miss' }

/** The clock is looked at only for those who listen. */
const begun = () => (seams.decision.hasSubscribers ? performance.now() : 0)

/** A load that those who listen are told of, come what may. */
async function told(facts: number, load: () => Promise<void>): Promise<void> {
  if (!seams.cache.hasSubscribers) return load()
  const startedAtMs = performance.now()
  let result: 'loaded' | 'failed' = 'failed'
  try {
    await load()
    result = 'loaded'
  } finally {
    seams.cache.publish({ facts, result, seconds: (performance.now() - startedAtMs) / 1000 })
  }
}

/**
 * Decides from the state's facts, loading what is missing (reliability.md). Whatever fails on the way is
 * `repository_error`, a deny.
 * @param onFailure told why facts could not be read
 * @param tally counts each decision
 */
export function createDecisionService(
  state: State,
  source: FactSource,
  onFailure: (error: unknown) => void = () => {},
  tally: DecisionTally = createDecisionTally(),
): DecisionService {
  function tell(
    { actor, resource }: Asked,
    decision: Decision | NotFound,
    grounds: Grounds | null,
    startedAtMs: number,
  ): void {
    const { feature, result, reason } = decision
    const full = reason === FEATURE_NOT_FOUND ? null : decision
    seams.decision.publish({
      feature,
      mode: full?.mode ?? null,
      stage: full?.stage ?? null,
      scopeType: full?.stageSource?.scopeType ?? null,
      actorType: actor.type,
      resourceType: resource.type,
      publisherId: full?.publisherId ?? null,
      result,
      reason,
      hashVersion: full?.hashVersion ?? null,
      cacheHit: grounds === null ? full === null : grounds.cache === HIT,
      revision: grounds?.revision ?? state.snapshot()?.n ?? 0,
      seconds: (performance.now() - startedAtMs) / 1000,
    })
  }

  function counted(asked: Asked, decision: Decision, grounds: Grounds, startedAtMs: number): Decision {
    tally.add(decision.feature, decision.reason)
    if (seams.decision.hasSubscribers) tell(asked, decision, grounds, startedAtMs)
    return decision
  }

  function unread(asked: Asked, feature: string, startedAtMs: number): Decision {
    const decision = denyUnreadable(feature, null)
    tally.add(state.snapshot()?.rules.features.has(feature) === true ? feature : null, decision.reason)
    if (seams.decision.hasSubscribers) tell(asked, decision, null, startedAtMs)
    return decision
  }

  function notFound(asked: Asked, feature: string, grounds: Grounds | null, startedAtMs: number): NotFound {
    counters.unknownFeatures++
    tally.unknown.note(feature)
    const answer: NotFound = { feature, result: false, reason: FEATURE_NOT_FOUND }
    if (seams.decision.hasSubscribers) tell(asked, answer, grounds, startedAtMs)
    return answer
  }

  function unknown(request: DecisionRequest, grounds: Grounds | null, startedAtMs: number): null {
    notFound(request, request.feature, grounds, startedAtMs)
    return null
  }

  function groundsIn(snapshot: Snapshot, asked: Asked, cache: CacheUse, nowMs: number): Grounds | string[] {
    const subject = cachedSubject(asked, snapshot, state.cache)
    if (Array.isArray(subject)) return subject
    return { rules: snapshot.rules, subject, revision: snapshot.n, nowMs, cache }
  }

  function atHand(asked: Asked, cache: CacheUse): Grounds | string[] | null {
    const snapshot = state.snapshot()
    const nowMs = state.freshNowMs()
    return snapshot === null || nowMs === null ? null : groundsIn(snapshot, asked, cache, nowMs)
  }

  async function load(asked: Asked, missing: string[]): Promise<Grounds | null> {
    const isMissing = (key: string) => (missing.includes(key) ? 'miss' : 'hit')
    const cache: CacheUse = {
      rules: 'hit',
      resource: isMissing(factKey(asked.resource.type, asked.resource.id)),
      actor: isMissing(factKey(asked.actor.type, asked.actor.id)),
    }
    countCaches(cache)
    let keys = missing
    for (let loads = 0; loads < MOST_LOADS; loads++) {
      counters.factLoads++
      await told(keys.length, () => state.load(keys))
      const grounds = atHand(asked, cache)
      if (!Array.isArray(grounds)) return grounds
      keys = grounds
    }
    throw new Error(`facts were overtaken by changes ${MOST_LOADS} times`)
  }

  async function bypass(asked: Asked): Promise<Grounds | null> {
    const { actor, resource } = asked
    countCaches(BYPASSED)
    const { parts, facts } = await source.loadAll([factKey(resource.type, resource.id), factKey(actor.type, actor.id)])
    const subject = loadedSubject(asked, facts)
    if (parts.rules === undefined || subject === null) return null
    return { rules: parts.rules, subject, revision: facts.n, nowMs: facts.dbNowMs, cache: BYPASSED }
  }

  function answer(request: DecisionRequest, grounds: Grounds | null, startedAtMs: number): DecisionAnswer | null {
    if (grounds === null) return unread(request, request.feature, startedAtMs)
    const rules = grounds.rules.features.get(request.feature)
    if (rules === undefined) return unknown(request, grounds, startedAtMs)
    if (grounds.subject.mismatches.length > 0) counters.hintMismatches++
    const facts = decisionFacts(request, grounds.subject, rules, grounds.nowMs)
    if (request.explain !== true) return counted(request, judge(facts), grounds, startedAtMs)
    const { decision, trace, wouldAllow } = explain(facts, rules.contexts)
    const { cache, revision, subject } = grounds
    return {
      ...counted(request, decision, grounds, startedAtMs),
      trace: [...trace],
      wouldAllow,
      cache,
      revision,
      hintMismatch: [...subject.mismatches],
    }
  }

  function unreadable(error: unknown): null {
    onFailure(error)
    return null
  }

  function decide(request: DecisionRequest): DecisionAnswer | null | Promise<DecisionAnswer | null> {
    const startedAtMs = begun()
    if (request.bypassCache === true)
      return bypass(request)
        .catch(unreadable)
        .then((grounds) => answer(request, grounds, startedAtMs))
    const snapshot = state.snapshot()
    const nowMs = state.freshNowMs()
    if (snapshot === null || nowMs === null) return answer(request, null, startedAtMs)
    // A name that no feature has asks nothing of the cache or the database.
    if (!snapshot.rules.features.has(request.feature)) return unknown(request, null, startedAtMs)
    const grounds = groundsIn(snapshot, request, HIT, nowMs)
    if (Array.isArray(grounds))
      return load(request, grounds)
        .catch(unreadable)
        .then((loaded) => answer(request, loaded, startedAtMs))
    counters.factsAtHand++
    counters.decisionsWithoutQuery++
    return answer(request, grounds, startedAtMs)
  }

  function answerAll(request: DecisionsRequest, grounds: Grounds | null, startedAtMs: number) {
    const names = request.features ?? grounds?.rules.names ?? state.snapshot()?.rules.names ?? []
    const decisions = names.map((name): Decision | NotFound => {
      if (grounds === null) return unread(request, name, startedAtMs)
      const rules = grounds.rules.features.get(name)
      if (rules === undefined) return notFound(request, name, grounds, startedAtMs)
      const decision = judge(decisionFacts(request, grounds.subject, rules, grounds.nowMs))
      return counted(request, decision, grounds, startedAtMs)
    })
    if (grounds !== null && grounds.subject.mismatches.length > 0) counters.hintMismatches++
    return { decisions, revision: grounds?.revision ?? 0 }
  }

  function decideAll(request: DecisionsRequest) {
    const startedAtMs = begun()
    const grounds = atHand(request, HIT)
    if (Array.isArray(grounds))
      return load(request, grounds)
        .catch(unreadable)
        .then((loaded) => answerAll(request, loaded, startedAtMs))
    const answered = answerAll(request, grounds, startedAtMs)
    if (grounds !== null) {
      counters.factsAtHand++
      for (const { reason } of answered.decisions) if (reason !== FEATURE_NOT_FOUND) counters.decisionsWithoutQuery++
    }
    return answered
  }

  return { decide, decideAll }
}
