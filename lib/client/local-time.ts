/** An instant as a field of type datetime-local holds it, in the browser's time zone. @param at RFC 3339 */
export function localTimeOf(at: string): string {
  const time = new Date(at)
  const shifted = new Date(time.getTime() - time.getTimezoneOffset() * 60_000)
  return shifted.toISOString().slice(0, time.getSeconds() === 0 ? 16 : 19)
}

/** The instant that a field of type datetime-local holds, RFC 3339; null where it holds none. */
export function instantOf(localTime: string): string | null {
  const atMs = Date.parse(localTime)
  return Number.isNaN(atMs) ? null : new Date(atMs).toISOString()
}

/** The browser's time zone by name and offset: "Europe/Berlin, GMT+01:00". @param atMs when, in ms since 1970 */
export function timeZoneText(atMs: number): string {
  const format = new Intl.DateTimeFormat('en', { timeZoneName: 'longOffset' })
  const offset = format.formatToParts(atMs).find(({ type }) => type === 'timeZoneName')?.value
  return [format.resolvedOptions().timeZone, offset].filter(Boolean).join(', ')
}
