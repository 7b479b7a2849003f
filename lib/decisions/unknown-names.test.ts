import { expect, test } from 'vitest'
import { createUnknownNames } from './unknown-names'

test('few names are counted exactly', () => {
  const names = createUnknownNames(3)
  for (const name of ['a', 'b', 'a', 'c', 'a', 'b']) names.note(name)
  expect(names.top(2)).toEqual([
    ['a', 3],
    ['b', 2],
  ])
})

test('in a flood of names one that comes again and again is found, and no more are kept than may be', () => {
  const names = createUnknownNames(50)
  for (let n = 0; n < 100_000; n++) {
    names.note(`flood-${n}`)
    if (n % 20 === 0) names.note('forgotten_flag')
  }
  expect(names.top(1)[0]?.[0]).toBe('forgotten_flag')
  expect(names.top(1)[0]?.[1]).toBeLessThanOrEqual(5000)
  expect(names.top(1)[0]?.[1]).toBeGreaterThan(1000)
  expect(names.top(1000)).toHaveLength(50)
})
