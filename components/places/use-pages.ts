import { useRef } from 'react'
import type { ListAddress } from './use-list-address'

interface Turns {
  readonly onPrevious: (() => void) | undefined
  readonly onNext: (() => void) | undefined
}

/**
 * The way from page to page of a list that is read by cursor. Cursors only lead on: the way back is the cursors that
 * were passed; where a link led into the middle, it is the list's beginning.
 */
export function usePages({ filter, page, turnTo }: ListAddress, nextCursor: string | null | undefined): Turns {
  const passed = useRef(new Map<number, string | null>())
  passed.current.set(page, filter.cursor ?? null)
  const back = passed.current.get(page - 1)
  return {
    onPrevious: page === 1 ? undefined : () => (back === undefined ? turnTo(1, null) : turnTo(page - 1, back)),
    onNext: nextCursor == null ? undefined : () => turnTo(page + 1, nextCursor),
  }
}
