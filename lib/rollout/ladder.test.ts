import { describe, expect, it } from 'vitest'
import { type ChangeRequest, judgeClear, judgeImport, judgeSet, type Place, STAGES, type Stage } from '@/lib/rollout'

const seen = (expectedVersion: number | null, more: Partial<ChangeRequest> = {}): ChangeRequest => ({
  reason: null,
  expectedVersion,
  hasIfMatch: false,
  ...more,
})
const globalAt = (own: Stage | null, version: number | null): Place => ({ scopeType: 'global', own, version })

describe('two admins who promote at the same moment', () => {
  it('promote once: the second is told what is in force now', () => {
    expect(judgeSet(globalAt('internal_only', 4), 'five_percent', seen(4))).toEqual({
      verdict: 'apply',
      direction: 'forward',
      from: 'internal_only',
      to: 'five_percent',
    })
    expect(judgeSet(globalAt('five_percent', 5), 'five_percent', seen(4))).toEqual({
      verdict: 'refuse',
      code: 'version_conflict',
      stage: 'five_percent',
      own: 'five_percent',
      version: 5,
    })
  })

  it('create the first rollout once', () => {
    expect(judgeSet(globalAt(null, null), 'internal_only', seen(null)).verdict).toBe('apply')
    expect(judgeSet(globalAt('internal_only', 1), 'internal_only', seen(null))).toMatchObject({
      code: 'version_conflict',
    })
  })
})

describe('the way down', () => {
  it.each(STAGES.slice(1))('from %s to off needs a reason and nothing else', (stage) => {
    expect(judgeSet(globalAt(stage, 9), 'off', seen(3, { reason: 'errors' }))).toEqual({
      verdict: 'apply',
      direction: 'backward',
      from: stage,
      to: 'off',
    })
    expect(judgeSet(globalAt(stage, 9), 'off', seen(3))).toEqual({
      verdict: 'refuse',
      code: 'reason_required',
      from: stage,
      to: 'off',
    })
  })

  it('is bound to the version where If-Match is sent', () => {
    const change = seen(3, { reason: 'errors', hasIfMatch: true })
    expect(judgeSet(globalAt('full', 9), 'off', change)).toMatchObject({ code: 'version_conflict', version: 9 })
  })

  it('is judged forward where the stage now in force is lower already', () => {
    expect(judgeSet(globalAt('off', 9), 'five_percent', seen(3, { reason: 'errors' }))).toMatchObject({
      code: 'version_conflict',
    })
    expect(judgeSet(globalAt('off', 9), 'five_percent', seen(9, { reason: 'errors' }))).toMatchObject({
      code: 'stage_skipped',
      next: 'internal_only',
    })
  })
})

describe("a project's change", () => {
  const sections = [
    { id: '77', stage: 'off' },
    { id: '78', stage: 'fifty_percent' },
    { id: '79', stage: 'internal_only' },
  ] as const

  it('that would raise a section by more than one step is refused with those sections named', () => {
    const project: Place = { scopeType: 'project', own: null, version: null, globalStage: 'fifty_percent', sections }
    expect(judgeSet(project, 'fifty_percent', seen(null))).toEqual({
      verdict: 'refuse',
      code: 'stage_skipped',
      from: 'fifty_percent',
      to: 'fifty_percent',
      next: 'full',
      sections: [
        { id: '77', from: 'off', to: 'fifty_percent' },
        { id: '79', from: 'internal_only', to: 'fifty_percent' },
      ],
    })
  })

  it('that clears its rollout counts the sections that it shadowed', () => {
    const project = { scopeType: 'project', own: 'off', version: 2, globalStage: 'off', sections } as const
    expect(judgeClear(project, seen(2))).toMatchObject({
      code: 'stage_skipped',
      sections: [{ id: '78', from: 'off', to: 'fifty_percent' }],
    })
  })

  it('to off is never refused for its sections', () => {
    const project: Place = { scopeType: 'project', own: null, version: null, globalStage: 'full', sections }
    expect(judgeSet(project, 'off', seen(null, { reason: 'errors' })).verdict).toBe('apply')
  })
})

describe("a section's own row", () => {
  it("is its origin even where the project's shadows it", () => {
    const section: Place = { scopeType: 'section', own: 'off', version: 2, projectStage: 'full', globalStage: null }
    expect(judgeSet(section, 'full', seen(2))).toMatchObject({ code: 'stage_skipped', from: 'off' })
    expect(judgeClear(section, seen(2))).toMatchObject({ code: 'stage_skipped', from: 'off', to: 'full' })
  })
})

describe('an import', () => {
  const project = { scopeType: 'project', own: null, version: null, globalStage: 'off' } as const

  it('may start at any stage where there is no rollout, with a reason, whatever its sections have', () => {
    const place: Place = { ...project, sections: [{ id: '77', stage: 'off' }] }
    for (const stage of STAGES) {
      expect(judgeImport(place, stage, 'move')).toEqual({
        verdict: 'apply',
        direction: 'import_start',
        from: 'off',
        to: stage,
      })
      expect(judgeImport(place, stage, ' ')).toMatchObject({ code: 'reason_required' })
    }
  })

  it('follows the ladder where there is one', () => {
    const place: Place = globalAt('internal_only', 5)
    expect(judgeImport(place, 'internal_only', null)).toMatchObject({ verdict: 'no_op' })
    expect(judgeImport(place, 'five_percent', null)).toMatchObject({ direction: 'forward' })
    expect(judgeImport(place, 'full', 'move')).toMatchObject({ code: 'stage_skipped' })
    expect(judgeImport(place, 'off', 'move')).toMatchObject({ direction: 'backward' })
    expect(judgeImport(place, 'off', null)).toMatchObject({ code: 'reason_required' })
  })
})
