'use client'

import { memo, useRef } from 'react'
import { useHeldOrder } from '@/lib/client/use-held-order'
import type { BoardRow } from './board-view'
import { FeatureRow } from './feature-row'
import { useGrowing } from './use-growing'

interface FeatureListProps {
  readonly rows: readonly BoardRow[]
  /** Search, filters and sort as one text. */
  readonly view: string
}

// A refetch keeps what did not change: with `memo`, only rows that did are rendered again.
const Row = memo(FeatureRow)
const keyOf = ({ feature }: BoardRow) => feature.name

/** The board's rows, in an order that waits while somebody is at one of them. */
export function FeatureList({ rows, view }: FeatureListProps) {
  const container = useRef<HTMLUListElement>(null)
  const held = useHeldOrder(rows, { keyOf, container, view })
  const most = useGrowing(held.length)
  return (
    <ul ref={container} aria-label="Features" className="rounded-large border border-hairline bg-surface">
      {held.slice(0, most).map(({ feature, decisions, share }) => (
        <Row key={feature.name} feature={feature} decisions={decisions} share={share} />
      ))}
    </ul>
  )
}
