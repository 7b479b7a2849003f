import { expect, test } from 'vitest'
import { createSample } from './start'

const evaluation = (feature: string) => ({
  feature,
  actorType: 'user' as const,
  resourceType: 'project' as const,
  result: true,
  reason: 'enabled' as const,
  revision: 1,
})

test('of a marked feature one decision in ten is told, of the others each', () => {
  let n = 0
  const isTold = createSample(new Set(['busy']), () => (n++ % 100) / 100)
  const told = (feature: string) => Array.from({ length: 100 }, () => isTold(evaluation(feature))).filter(Boolean)
  expect(told('busy')).toHaveLength(10)
  expect(told('quiet')).toHaveLength(100)
})
