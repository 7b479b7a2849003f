import { describe, expect, it } from 'vitest'
import {
  type ChangeRequest,
  judgeClear,
  judgeSet,
  type LadderVerdict,
  type Place,
  STAGES,
  type Stage,
} from '@/lib/rollout'
import { expectedVerdict } from './testing/ladder-oracle'
import { STAGES_OR_NONE } from './testing/worlds'

const VERSION = 7

const rowOf = (own: Stage | null) => ({ own, version: own === null ? null : VERSION })

const GLOBAL: Place[] = STAGES_OR_NONE.map((own) => ({ scopeType: 'global', ...rowOf(own) }))
const PROJECT: Place[] = STAGES_OR_NONE.flatMap((own) =>
  STAGES_OR_NONE.flatMap((globalStage) =>
    STAGES_OR_NONE.map((stage): Place => {
      const sections = [
        { id: '77', stage },
        { id: '78', stage: null },
      ]
      return { scopeType: 'project', ...rowOf(own), globalStage, sections }
    }),
  ),
)
const SECTION: Place[] = STAGES_OR_NONE.flatMap((own) =>
  STAGES_OR_NONE.flatMap((globalStage) =>
    STAGES_OR_NONE.map((projectStage): Place => ({ scopeType: 'section', ...rowOf(own), globalStage, projectStage })),
  ),
)

const REQUESTS: readonly ChangeRequest[] = [null, '', ' \n', 'error rate'].flatMap((reason) =>
  [null, VERSION, VERSION - 1, VERSION + 1].flatMap((expectedVersion) =>
    [false, true].map((hasIfMatch) => ({ reason, expectedVersion, hasIfMatch })),
  ),
)

function inOneLine(verdict: LadderVerdict): string {
  if (verdict.verdict === 'no_op') return 'no_op'
  if (verdict.verdict === 'apply') return `${verdict.direction} ${verdict.from} to ${verdict.to}`
  switch (verdict.code) {
    case 'version_conflict':
      return `version_conflict now ${verdict.stage}, version ${verdict.version}`
    case 'stage_skipped':
      return `stage_skipped ${verdict.from} to ${verdict.to} [${verdict.sections.map(({ id }) => id)}]`
    case 'reason_required':
      return 'reason_required'
    default:
      return verdict satisfies never
  }
}

function judged(place: Place, target: Stage | null, request: ChangeRequest): string {
  if (target !== null) return inOneLine(judgeSet(place, target, request))
  return place.scopeType === 'global' ? 'no such change' : inOneLine(judgeClear(place, request))
}

describe.each([
  ['global', GLOBAL, STAGES],
  ['project', PROJECT, STAGES_OR_NONE],
  ['section', SECTION, STAGES_OR_NONE],
] as const)('at %s', (_, places, targets) => {
  const cases = places.flatMap((place) =>
    targets.flatMap((target) => REQUESTS.map((request) => ({ place, target, request }))),
  )

  it('every change from every state is judged as decision.md says', () => {
    const wrong = cases.filter(
      (c) => judged(c.place, c.target, c.request) !== expectedVerdict(c.place, c.target, c.request),
    )
    expect(wrong).toEqual([])
  })

  it('every kind of verdict occurs, so that the table can fail', () => {
    const kinds = new Set(cases.map((c) => judged(c.place, c.target, c.request).split(' ')[0]))
    const unpin = targets === STAGES_OR_NONE ? ['unpin'] : []
    expect([...kinds].sort()).toEqual(
      [...unpin, 'backward', 'forward', 'no_op', 'pin', 'reason_required', 'stage_skipped', 'version_conflict'].sort(),
    )
  })
})
