import { type RefObject, useRef } from 'react'

interface HeldOrder<Row> {
  readonly keyOf: (row: Row) => string
  /** Around the rows. */
  readonly container: RefObject<HTMLElement | null>
  /** Search, filters and sort as one text: when the person changes them, the order is the new one at once. */
  readonly view: string
}

/** Whether a modal layer is open, which may be about one of the rows: the page behind is inert then. */
const isBehindLayer = () => document.getElementById('page')?.inert === true

/**
 * Rows in the order they had while somebody is at one of them: with the focus or the pointer in `container`, or in a
 * dialog over it, rows that are still there stay where they are, new ones come last. What a row holds is always the newest.
 */
export function useHeldOrder<Row>(rows: readonly Row[], { keyOf, container, view }: HeldOrder<Row>): readonly Row[] {
  const shown = useRef<{ view: string; keys: readonly string[] }>({ view, keys: [] })
  const { current } = container
  const isInUse =
    current !== null && (current.contains(document.activeElement) || current.matches(':hover') || isBehindLayer())
  const order = new Map(shown.current.keys.map((key, nth) => [key, nth]))
  const placeOf = (row: Row) => order.get(keyOf(row)) ?? Number.MAX_SAFE_INTEGER
  const isHeld = isInUse && shown.current.view === view
  const held = isHeld ? rows.toSorted((one, other) => placeOf(one) - placeOf(other)) : rows
  shown.current = { view, keys: held.map(keyOf) }
  return held
}
