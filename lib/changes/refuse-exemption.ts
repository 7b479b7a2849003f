import type { ExemptionItem, ExemptionSet } from '@/lib/contracts/api/exemptions-changes'
import { ChangeError } from './errors'

/** The core's refusal as an error. @param current the exemption as it stands; null: none */
export function refuseExemption(
  code: 'version_conflict' | 'reason_required',
  current: ExemptionItem | null,
): ChangeError {
  const members = { current }
  switch (code) {
    case 'version_conflict':
      return new ChangeError(
        code,
        'The version you sent, or left out, is not that of the exemption now. Nothing was written.',
        { members },
      )
    case 'reason_required': {
      const faults = [{ path: 'note', message: 'is needed to remove an exemption' }]
      return new ChangeError(code, 'Removing an exemption needs a note. Nothing was written.', { faults, members })
    }
    default:
      return code satisfies never
  }
}

/** What an answer says about the exemption that stood before. */
export function replacedBy(before: ExemptionItem | null): ExemptionSet['replaced'] {
  if (before === null) return null
  const { effect, note, expiresAt, version } = before
  return { effect, note, expiresAt, version }
}
