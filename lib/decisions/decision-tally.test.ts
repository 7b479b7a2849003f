import { expect, test } from 'vitest'
import { createDecisionTally, UNKNOWN } from './decision-tally'

test('the first features asked for are told apart for good, and the others are counted together', () => {
  const tally = createDecisionTally(2)
  for (const feature of ['a', 'b', 'c', 'd']) tally.add(feature, 'stage_full')
  tally.add(null, 'repository_error')
  const counted = () => Object.fromEntries([...tally.byFeature()].map(([name, { stage_full }]) => [name, stage_full]))
  expect(counted()).toEqual({ a: 1, b: 1, '(other)': 2, [UNKNOWN]: 0 })
  expect([...tally.take().keys()]).toEqual(['a', 'b', 'c', 'd'])
  for (const feature of ['d', 'a']) tally.add(feature, 'stage_full')
  expect(counted()).toEqual({ a: 2, b: 1, '(other)': 3, [UNKNOWN]: 0 })
  expect(tally.totals()).toMatchObject({ stage_full: 6, repository_error: 1 })
})
