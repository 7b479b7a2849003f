import { expect, test } from 'vitest'
import { impactChange } from './api/impact'
import { faultsOf } from './problem'

const faults = (given: unknown) => {
  const { error } = impactChange.safeParse(given)
  return error === undefined ? [] : faultsOf(error)
}

test('a field that is missing is named, and what it should be', () => {
  expect(faults({ kind: 'set_stage', scopeType: 'project', stage: 'off' })).toEqual([
    { path: 'scopeId', message: 'is missing: string expected' },
  ])
})

test('of several kinds of change, the fault is that of the kind that was meant', () => {
  expect(faults({ kind: 'set_stage', scopeType: 'global', stage: 'most' }).map(({ path }) => path)).toEqual(['stage'])
  expect(faults({ kind: 'set' }).map(({ path }) => path)).toEqual(['kind'])
})

test('unknown fields are named one by one', () => {
  expect(faults({ kind: 'set_mode', rolloutMode: 'canary', a: 1, b: 2 })).toEqual([
    { path: 'a', message: 'unknown field' },
    { path: 'b', message: 'unknown field' },
  ])
})
