import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ImpactAnswer } from '@/lib/contracts/api/impact'
import { type AskedChange, type ImpactProgress, impactQuery } from './queries/impact'

/** What is known of a change's impact by now. */
export type ImpactReading =
  | { readonly kind: 'reading'; readonly progress: ImpactProgress | null }
  | { readonly kind: 'known'; readonly impact: ImpactAnswer }
  | { readonly kind: 'failed'; readonly message: string; readonly again: () => void }

/** Asks for the impact of a change, and again when something changed that it depends on. Unmounting cancels it. */
export function useImpact(feature: string, change: AskedChange): ImpactReading {
  const [progress, setProgress] = useState<ImpactProgress | null>(null)
  const { data, error, isFetching, refetch } = useQuery(impactQuery(feature, change, setProgress))
  if (data !== undefined) return { kind: 'known', impact: data }
  if (error === null || isFetching) return { kind: 'reading', progress }
  return { kind: 'failed', message: error.message, again: () => void refetch() }
}
