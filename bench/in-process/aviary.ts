import { createFactCache } from '@/lib/decisions/fact-cache'
import type { FactSource, FeatureRules, LoadedFacts, Parts, Revision } from '@/lib/decisions/facts'
import { createDecisionService } from '@/lib/decisions/service'
import { createState } from '@/lib/decisions/state'
import { type DecisionFacts, decide, type RolloutMode, type Stage } from '@/lib/rollout'
import { ASKED_SECTION, type Contender, FLAG, forActors, OTHER_FLAGS } from './contender'

const FULL = OTHER_FLAGS[0]
const OPTED_IN = [OTHER_FLAGS[1], FULL, FLAG]

function rules(name: string, mode: RolloutMode, globalStage: Stage): [string, FeatureRules] {
  const none = { projectStages: new Map(), sectionStages: new Map(), exemptions: new Map() }
  return [name, { name, mode, contexts: 'both', globalStage, ...none }]
}

function parts(): Parts {
  const others = OTHER_FLAGS.slice(1).map((name) => rules(name, 'canary', 'five_percent'))
  const features = new Map([rules(FLAG, 'canary', 'fifty_percent'), rules(FULL, 'canary', 'full'), ...others])
  return {
    rules: { features, names: [...features.keys()] },
    internals: { author: new Set(), user: new Set(['user-of-the-house']) },
    keys: new Map(),
  }
}

const revision = (): Revision => ({ epoch: 'bench', n: 1, dbNowMs: Date.now() })

/** Facts that need no database: what is measured comes after they are loaded. */
function factSource(): FactSource {
  const facts = (keys: readonly string[]): LoadedFacts => ({
    ...revision(),
    internal: new Map(),
    resources: new Map(
      keys.map((key) => [
        key,
        { isKnown: true, projectId: 'project-3', publisherId: 'publisher-5', optedIn: OPTED_IN },
      ]),
    ),
  })
  return {
    readRevision: async () => revision(),
    loadParts: async () => ({ ...revision(), ...parts() }),
    loadFacts: async (keys) => facts(keys),
    loadAll: async (keys) => ({ parts: { ...revision(), ...parts() }, facts: facts(keys) }),
    findKey: async () => null,
  }
}

async function service(feature: string, name: string): Promise<Contender> {
  const source = factSource()
  const monotonicMs = () => performance.now()
  const state = createState({ source, cache: createFactCache(monotonicMs), maxStalenessMs: 3_600_000, monotonicMs })
  await state.sync()
  const { decide: ask } = createDecisionService(state, source)
  const requests = forActors((id) => ({
    feature,
    actor: { type: 'user' as const, id },
    resource: { type: 'section' as const, id: ASKED_SECTION },
  }))
  await Promise.all(requests.map((request) => ask(request)))
  return {
    name,
    run: (count) => {
      let allowed = 0
      for (let at = 0; at < count; at++) {
        const request = requests[at % requests.length]
        const decision = request === undefined ? null : ask(request)
        if (decision !== null && 'result' in decision && decision.result) allowed++
      }
      return allowed
    },
  }
}

function pure(globalStage: Stage, name: string): Contender {
  const facts = forActors(
    (actorId): DecisionFacts => ({
      feature: FLAG,
      mode: 'canary',
      actorType: 'user',
      actorId,
      isInternal: false,
      resourceType: 'section',
      resourceId: ASKED_SECTION,
      projectId: 'project-3',
      publisherId: 'publisher-5',
      isOptedIn: true,
      projectStage: null,
      sectionStage: null,
      globalStage,
      exemption: null,
      nowMs: Date.now(),
    }),
  )
  return {
    name,
    run: (count) => {
      let allowed = 0
      for (let at = 0; at < count; at++) {
        const known = facts[at % facts.length]
        if (known !== undefined && decide(known).result) allowed++
      }
      return allowed
    },
  }
}

export const SERVICE_COHORT = 'Aviary service.decide, cohort'
export const SERVICE_FULL = 'Aviary service.decide, stage full'

/** Aviary four times over: the service on a filled cache and the core alone, each with the cohort and without. */
export async function aviary(): Promise<Contender[]> {
  return [
    await service(FLAG, SERVICE_COHORT),
    await service(FULL, SERVICE_FULL),
    pure('fifty_percent', 'Aviary core decide, cohort'),
    pure('full', 'Aviary core decide, stage full'),
  ]
}
