import { useState } from 'react'
import type { FieldFault } from '@/components/ui/error-summary'
import { instantOf, localTimeOf } from '@/lib/client/local-time'
import type { ExemptionRow } from '@/lib/contracts/api/feature-reads'
import type { ExemptionEffect } from '@/lib/rollout'
import type { Subject } from './subject-field'

export const FIELDS = { subject: 'exemption-subject', effect: 'exemption-effect', end: 'exemption-end' } as const

interface Given {
  readonly subject: { readonly text: string; readonly chosen: Subject | null }
  readonly effect: ExemptionEffect | null
  readonly end: string
}

/** A date without its time is no value: only the field itself knows that something was typed. */
function isHalfTyped(): boolean {
  const field = document.getElementById(FIELDS.end)
  return field instanceof HTMLInputElement && field.validity.badInput
}

function faultOfEnd({ end }: Given): string | null {
  if (isHalfTyped()) return 'Complete the date and the time, or empty the field.'
  const at = instantOf(end)
  return at !== null && Date.parse(at) <= Date.now() ? 'Choose a time to come, or empty the field.' : null
}

function faultsOf(given: Given, kind: 'publisher' | 'feature' | null): FieldFault[] {
  const end = faultOfEnd(given)
  return [
    ...(kind !== null && given.subject.chosen === null
      ? [{ fieldId: FIELDS.subject, message: `Choose a ${kind} from the list.` }]
      : []),
    ...(given.effect === null ? [{ fieldId: FIELDS.effect, message: 'Choose what the exemption does.' }] : []),
    ...(end === null ? [] : [{ fieldId: FIELDS.end, message: end }]),
  ]
}

/**
 * What is chosen in the dialog of an exemption, and what is wrong with it once it was tried.
 * @param row the exemption that is changed; null for a new one
 * @param kind what is chosen in the dialog
 */
export function useExemptionFields(row: ExemptionRow | null, kind: 'publisher' | 'feature' | null) {
  const openedAt = row?.expiresAt ?? null
  const openedEnd = openedAt === null ? '' : localTimeOf(openedAt)
  const [given, setGiven] = useState<Given>({
    subject: { text: '', chosen: null },
    effect: row?.effect ?? null,
    end: openedEnd,
  })
  const [isTried, setIsTried] = useState(false)
  const faults = isTried ? faultsOf(given, kind) : []
  return {
    given,
    change: (part: Partial<Given>) => setGiven((before) => ({ ...before, ...part })),
    /** RFC 3339, to the millisecond where it was left as it was. */
    expiresAt: given.end === openedEnd ? openedAt : instantOf(given.end),
    faultOf: (field: keyof typeof FIELDS) => faults.find(({ fieldId }) => fieldId === FIELDS[field])?.message,
    check: () => {
      setIsTried(true)
      return faultsOf(given, kind)
    },
  }
}
