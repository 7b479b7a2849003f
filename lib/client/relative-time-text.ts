const MINUTE_S = 60
const HOUR_S = 60 * MINUTE_S
const DAY_S = 24 * HOUR_S
const MONTH_S = 30 * DAY_S
const YEAR_S = 365 * DAY_S

const UNITS = [
  [YEAR_S, 'year'],
  [MONTH_S, 'month'],
  [DAY_S, 'day'],
  [HOUR_S, 'hour'],
  [MINUTE_S, 'minute'],
] as const

const words = new Intl.RelativeTimeFormat('en')
const daily = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const exact = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'long' })

/** An instant as people say it: "just now", "5 minutes ago", "yesterday", "in 3 hours". Times in ms since 1970. */
export function relativeTimeText(atMs: number, nowMs: number): string {
  const seconds = Math.round((atMs - nowMs) / 1000)
  const unit = UNITS.find(([length]) => Math.abs(seconds) >= length)
  if (unit === undefined) return seconds > 0 ? 'in a moment' : 'just now'
  const [length, name] = unit
  // "Last year" would be a year of the calendar.
  return (name === 'day' ? daily : words).format(Math.trunc(seconds / length), name)
}

/** The same instant to the second, with its time zone. */
export const exactTimeText = (atMs: number) => exact.format(atMs)
