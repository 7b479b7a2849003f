import { expect, test } from 'vitest'
import { createSample } from './start'

const decision = (feature: string) => ({
  feature,
  actorType: 'user' as const,
  resourceType: 'project' as const,
  result: true,
  reason: 'enabled' as const,
  revision: 1,
  mode: 'scoped_only' as const,
  stage: null,
  scopeType: null,
  publisherId: null,
  hashVersion: null,
  cacheHit: true,
  seconds: 0.001,
})

test('of a marked feature one decision in ten is told, of the others each', () => {
  let n = 0
  const isTold = createSample(new Set(['busy']), () => (n++ % 100) / 100)
  const told = (feature: string) => Array.from({ length: 100 }, () => isTold(decision(feature))).filter(Boolean)
  expect(told('busy')).toHaveLength(10)
  expect(told('quiet')).toHaveLength(100)
})
