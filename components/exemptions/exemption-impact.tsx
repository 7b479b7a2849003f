'use client'

import { useEffect } from 'react'
import { ImpactPreview } from '@/components/impact/impact-preview'
import { waitingFor } from '@/components/impact/waiting-for'
import { useImpact } from '@/lib/client/use-impact'
import type { ExemptionItem } from '@/lib/contracts/api/exemptions-changes'
import type { ExemptionEffect } from '@/lib/rollout'

/** What the dialog must know of the preview. */
export interface Previewed {
  /** Why it can't be confirmed yet. */
  readonly wait: string | undefined
  /** The exemption that stands there; undefined: unknown yet. */
  readonly current: ExemptionItem | null | undefined
}

interface ExemptionImpactProps {
  readonly feature: string
  readonly publisherId: string
  readonly effect: ExemptionEffect
  readonly onPreviewed: (previewed: Previewed) => void
}

/** What an exemption would do, once it is said whose and which. A new note or end changes no access now. */
export function ExemptionImpact({ feature, publisherId, effect, onPreviewed }: ExemptionImpactProps) {
  const change = { kind: 'set_exemption', publisherId, effect } as const
  const reading = useImpact(feature, change)
  const isKnown = reading.kind === 'known'
  const wait = isKnown ? undefined : waitingFor(reading, effect === 'deny' ? 'taking-away' : 'patient')
  const current = isKnown ? reading.impact.current.exemption : undefined
  useEffect(() => onPreviewed({ wait, current }), [onPreviewed, wait, current])
  return <ImpactPreview feature={feature} change={change} reading={reading} />
}
