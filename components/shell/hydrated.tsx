'use client'

import { type DehydratedState, HydrationBoundary } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'

interface HydratedProps {
  /** What the server has read, as JSON: React's own format would walk through each value of it, on both sides. */
  readonly state: string
  readonly children: ReactNode
}

/** Hands the browser's store what the server has read for a page. */
export function Hydrated({ state, children }: HydratedProps) {
  const read = useMemo(() => JSON.parse(state) as DehydratedState, [state])
  return <HydrationBoundary state={read}>{children}</HydrationBoundary>
}
