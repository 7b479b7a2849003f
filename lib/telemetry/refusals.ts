import { isConsoleProcess } from '@/lib/env'
import { counters, countNamed } from './counters'
import type { Read } from './read-metrics'

const CODES = ['unauthorized', 'forbidden'] as const
type RefusalCode = (typeof CODES)[number]

interface Told {
  readonly kind: 'aviary:refused'
  readonly code: RefusalCode
}

/** Counts an attempt that was refused (decision.md, "Who may do what"); it is logged where it is refused. */
export function noteRefusal(code: RefusalCode): void {
  countNamed(counters.refused, code)
  // Who asks for metrics asks the front.
  if (isConsoleProcess()) process.send?.({ kind: 'aviary:refused', code } satisfies Told)
}

/** Takes over what the console's process counted. @param message whatever it sent */
export function hearRefusal(message: unknown): void {
  const { kind, code } = (message ?? {}) as Partial<Told>
  if (kind === 'aviary:refused' && code !== undefined && CODES.includes(code)) countNamed(counters.refused, code)
}

export const REFUSED: Read<number> = {
  name: 'aviary_refused_total',
  help: 'Attempts refused for want of a key, a session or a permission, by code.',
  labels: ['code'],
  read: () => [...counters.refused].map(([code, count]) => [{ code }, count] as const),
}
