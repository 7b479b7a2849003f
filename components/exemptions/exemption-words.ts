import type { ExemptionSet } from '@/lib/contracts/api/exemptions-changes'
import type { ExemptionEffect } from '@/lib/rollout'

/** An effect as a state, as a deed, and what it means for a publisher. */
export const EFFECTS: Record<
  ExemptionEffect,
  { readonly state: string; readonly deed: string; readonly meaning: string }
> = {
  deny: {
    state: 'Denied',
    deed: 'Deny it',
    meaning: 'Nobody has it in the publisher’s projects and sections, whatever the stage.',
  },
  force_enable: {
    state: 'Forced on',
    deed: 'Force it on',
    meaning: 'Everybody has it where the publisher’s projects and sections are opted in, at every stage but Off.',
  },
}

/** What came of setting one, in a sentence. */
export function setText({ effect, changed }: ExemptionSet, feature: string, publisher: string): string {
  if (!changed) return `Nothing was changed: the exemption of ${publisher} from ${feature} was so already.`
  return effect === 'deny'
    ? `${feature} is denied to ${publisher} now.`
    : `${feature} is forced on for ${publisher} now.`
}
