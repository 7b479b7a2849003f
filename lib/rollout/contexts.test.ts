import { describe, expect, it } from 'vitest'
import { FEATURE_CONTEXTS, judgeContexts, supports } from '@/lib/rollout'

it('supports projects for authoring and sections for delivery', () => {
  const table = FEATURE_CONTEXTS.map((contexts) => [
    contexts,
    supports(contexts, 'project'),
    supports(contexts, 'section'),
  ])
  expect(table).toEqual([
    ['authoring', true, false],
    ['delivery', false, true],
    ['both', true, true],
  ])
})

describe('a change of contexts', () => {
  const project = { project: 1, section: 0 }
  const section = { project: 0, section: 2 }
  const none = { project: 0, section: 0 }

  it.each([
    ['both', 'authoring', section, ['section']],
    ['both', 'delivery', project, ['project']],
    ['authoring', 'delivery', project, ['project']],
    ['delivery', 'authoring', section, ['section']],
  ] as const)('from %s to %s is refused while opt-ins stand in what it gives up', (from, to, optIns, inUse) => {
    expect(judgeContexts(from, to, optIns)).toEqual({ verdict: 'refuse', code: 'contexts_in_use', inUse })
  })

  it.each([
    ['both', 'authoring', project],
    ['both', 'delivery', section],
    ['both', 'authoring', none],
    ['authoring', 'both', project],
    ['delivery', 'both', section],
  ] as const)('from %s to %s applies where it strands no opt-in', (from, to, optIns) => {
    expect(judgeContexts(from, to, optIns)).toEqual({ verdict: 'apply' })
  })

  it.each(FEATURE_CONTEXTS)('from %s to itself is a no-op', (contexts) => {
    expect(judgeContexts(contexts, contexts, { project: 1, section: 1 })).toEqual({ verdict: 'no_op' })
  })
})
