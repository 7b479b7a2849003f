'use client'

import { memo, useRef } from 'react'
import { useHeldOrder } from '@/lib/client/use-held-order'
import { BoardHeading } from './board-heading'
import type { BoardRow } from './board-view'
import { FeatureRow } from './feature-row'
import { FIRST, useGrowing } from './use-growing'

interface FeatureListProps {
  readonly rows: readonly BoardRow[]
  /** Search, filters and sort as one text. */
  readonly view: string
}

// A refetch keeps what did not change: with `memo`, only rows that did are rendered again.
const Row = memo(FeatureRow)
const keyOf = ({ feature }: BoardRow) => feature.name

/** The board's rows, in an order that waits while somebody is at one of them. Not rendered again for what is typed. */
export const FeatureList = memo(function FeatureList({ rows, view }: FeatureListProps) {
  const container = useRef<HTMLUListElement>(null)
  const held = useHeldOrder(rows, { keyOf, container, view })
  const most = useGrowing(held.length)
  return (
    <div className="rounded-large border border-hairline bg-surface">
      <BoardHeading />
      <ul ref={container} aria-label="Features">
        {held.slice(0, most).map(({ feature, decisions, share }, nth) => (
          <Row key={feature.name} feature={feature} decisions={decisions} share={share} isFirst={nth < FIRST} />
        ))}
      </ul>
    </div>
  )
})
