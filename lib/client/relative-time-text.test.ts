import { expect, it } from 'vitest'
import { relativeTimeText } from './relative-time-text'

const NOW_MS = Date.parse('2026-03-01T12:00:00Z')

it.each([
  [0, 'just now'],
  [-59, 'just now'],
  [-60, '1 minute ago'],
  [-119, '1 minute ago'],
  [-3600, '1 hour ago'],
  [-86_399, '23 hours ago'],
  [-86_400, 'yesterday'],
  [-29 * 86_400, '29 days ago'],
  [-30 * 86_400, '1 month ago'],
  [-365 * 86_400, '1 year ago'],
  [30, 'in a moment'],
  [7200, 'in 2 hours'],
])('%d seconds from now is "%s"', (seconds, text) => {
  expect(relativeTimeText(NOW_MS + seconds * 1000, NOW_MS)).toBe(text)
})
