import { describe, expect, it } from 'vitest'
import { judgeModeChange, type PlacedStage, STAGES } from '@/lib/rollout'

const global = (stage: PlacedStage['stage']): PlacedStage => ({ scopeType: 'global', scopeId: null, stage })
const project = (stage: PlacedStage['stage']): PlacedStage => ({ scopeType: 'project', scopeId: '12', stage })
const section = (stage: PlacedStage['stage']): PlacedStage => ({ scopeType: 'section', scopeId: '77', stage })
const BELOW_FULL = STAGES.filter((stage) => stage !== 'full')

describe('from canary to scoped_only', () => {
  it('applies where the global and every own stage are full', () => {
    const rollouts = [global('full'), project('full'), section('full')]
    expect(judgeModeChange('canary', 'scoped_only', rollouts)).toEqual({ verdict: 'apply', setGlobalTo: null })
  })

  it.each(BELOW_FULL)('is refused with the places named that stand at %s', (stage) => {
    const refused = (places: readonly PlacedStage[]) => ({ verdict: 'refuse', code: 'stage_skipped', places })
    expect(judgeModeChange('canary', 'scoped_only', [global(stage)])).toEqual(refused([global(stage)]))
    expect(judgeModeChange('canary', 'scoped_only', [global('full'), project(stage), section(stage)])).toEqual(
      refused([project(stage), section(stage)]),
    )
  })

  it('is refused where there is no global rollout, which is off', () => {
    expect(judgeModeChange('canary', 'scoped_only', [project('full')])).toMatchObject({ places: [global('off')] })
  })
})

describe('from scoped_only to canary', () => {
  it('sets the global rollout to full, so that no one loses access', () => {
    const apply = { verdict: 'apply', setGlobalTo: 'full' }
    expect(judgeModeChange('scoped_only', 'canary', [])).toEqual(apply)
    expect(judgeModeChange('scoped_only', 'canary', [global('off')])).toEqual(apply)
  })

  it('leaves a global rollout at full alone', () => {
    const rollouts = [global('full'), project('off')]
    expect(judgeModeChange('scoped_only', 'canary', rollouts)).toEqual({ verdict: 'apply', setGlobalTo: null })
  })
})

it('to the mode in force is a no-op', () => {
  expect(judgeModeChange('canary', 'canary', [])).toEqual({ verdict: 'no_op' })
  expect(judgeModeChange('scoped_only', 'scoped_only', [])).toEqual({ verdict: 'no_op' })
})
