import { useSearchParams } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { queryText } from '@/lib/client/queries/console-query'
import { type BoardView, viewFrom } from './board-view'

const SETTLED_MS = 300

/** What the board shows, kept in the address: at once on the page, and there when typing has settled. */
export function useBoardView(): readonly [BoardView, (changed: Partial<BoardView>) => void] {
  const [view, setView] = useState(viewFrom(useSearchParams()))
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  function change(changed: Partial<BoardView>) {
    const next = { ...view, ...changed }
    setView(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => window.history.replaceState(null, '', `/${queryText({ ...next })}`), SETTLED_MS)
  }
  return [view, change]
}
