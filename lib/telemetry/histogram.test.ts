import { expect, test } from 'vitest'
import { createHistogram } from './histogram'

test('a value counts at every edge that it does not exceed', () => {
  const histogram = createHistogram([1, 5, 10])
  for (const value of [0, 1, 1.5, 5, 7, 10, 11]) histogram.note(value)
  expect(histogram.read()).toEqual({ upTo: [2, 4, 6], count: 7, sum: 35.5 })
})
