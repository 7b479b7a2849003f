/** What a figure is held against: the words, and whether it is so. */
export interface Target {
  readonly text: string
  readonly isMet: boolean
  /** Why a miss says nothing of the product: what the machine did meanwhile. */
  readonly excuse?: string | undefined
}

/** One measured thing, as people read it. */
export interface Figure {
  readonly name: string
  readonly value: string
  /** How it was measured, in half a line. */
  readonly how: string
  readonly target?: Target
}

/** A part of the report. `raw` goes into the JSON beside it. */
export interface Section {
  readonly title: string
  readonly figures: readonly Figure[]
  readonly notes: readonly string[]
  readonly raw: unknown
}

/** @param control what the bare server took: where it misses the limit too, the machine was busy with something else */
export function atMost(limit: number, measured: number, text: string, control = 0): Target {
  return { text, isMet: measured <= limit, excuse: control > limit ? 'the bare server misses it too' : undefined }
}

export function atLeast(limit: number, measured: number, text: string): Target {
  return { text, isMet: measured >= limit }
}

/** A number with as many digits as matter. */
export function digits(value: number, most = 3): string {
  if (!Number.isFinite(value)) return 'n/a'
  const whole = Math.abs(value) >= 100
  return whole ? Math.round(value).toLocaleString('en-US') : Number(value.toPrecision(most)).toString()
}

export const milliseconds = (value: number) => `${digits(value)} ms`
export const percent = (share: number) => `${(share * 100).toFixed(1)} %`
export const megabytes = (bytes: number) => `${digits(bytes / 1e6)} MB`
