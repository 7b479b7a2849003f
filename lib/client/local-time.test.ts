import { expect, it } from 'vitest'
import { instantOf, localTimeOf, timeZoneText } from './local-time'

it.each(['2026-11-24T20:30:00.000Z', '2026-07-01T00:00:59.000Z', '1969-12-31T23:59:00.000Z'])(
  '%s comes back from a field as it went in',
  (at) => {
    expect(instantOf(localTimeOf(at))).toBe(at)
  },
)

it('an empty field holds no instant', () => {
  expect(instantOf('')).toBeNull()
})

it('a time zone is named with its offset', () => {
  expect(timeZoneText(0)).toMatch(/^\S+, GMT([+-]\d{2}:\d{2})?$/)
})
