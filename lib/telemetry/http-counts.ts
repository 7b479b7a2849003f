import { createHistogram, type Histogram } from './histogram'

const EDGES_S = [0.001, 0.005, 0.01, 0.015, 0.05, 0.1, 0.25, 1, 5, 30]

const ROUTES = [
  'decision',
  'decisions',
  'ofrep_flag',
  'ofrep_flags',
  'ofrep_events',
  'live',
  'ready',
  'metrics',
  'openapi',
  'console',
  'none',
] as const

/** Where a request goes: a closed set, whatever its path is. */
export type Route = (typeof ROUTES)[number]

export interface RouteCounts {
  /** Requests by the first digit of their answer's status. */
  readonly byClass: number[]
  readonly seconds: Histogram
}

/** The requests of a process by route. */
export type HttpCounts = Readonly<Record<Route, RouteCounts>>

export function createHttpCounts(): HttpCounts {
  const none = (): RouteCounts => ({ byClass: [0, 0, 0, 0, 0, 0], seconds: createHistogram(EDGES_S) })
  return Object.fromEntries(ROUTES.map((route) => [route, none()])) as unknown as HttpCounts
}

/** Counts one answer. @param seconds null: it is a stream, whose length says nothing */
export function noteAnswer(counts: RouteCounts, status: number, seconds: number | null): void {
  const digit = Math.floor(status / 100)
  counts.byClass[digit] = (counts.byClass[digit] ?? 0) + 1
  if (seconds !== null) counts.seconds.note(seconds)
}
