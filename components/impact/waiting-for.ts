import type { ImpactReading } from '@/lib/client/use-impact'

const REFUSALS: Readonly<Record<string, string>> = {
  stage_skipped: 'This would skip a stage, which no change may.',
  scope_unsupported: 'The feature does not support this kind of place.',
  version_conflict: 'It has changed since you saw it.',
}

/**
 * Why a change can't be confirmed yet; undefined where it can. A way down or an undoing is never held up by counting:
 * `taking-away` changes can be confirmed while the numbers are still missing.
 */
export function waitingFor(reading: ImpactReading, urgency: 'patient' | 'taking-away'): string | undefined {
  if (reading.kind === 'known') {
    const { outcome, code } = reading.impact.verdict
    if (outcome === 'no_op') return 'It is so already: nothing would change.'
    return outcome === 'refuse' ? (REFUSALS[code ?? ''] ?? 'The rules refuse this change.') : undefined
  }
  if (urgency === 'taking-away') return undefined
  return reading.kind === 'reading'
    ? 'Who is concerned is still being counted.'
    : 'Count again first: nobody knows what it would do.'
}
