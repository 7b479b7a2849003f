'use client'

import { usePathname } from 'next/navigation'
import { useLayoutEffect, useRef } from 'react'

let state: 'opened' | 'arriving' | 'arrived' = 'opened'

/** Notes each navigation within the console. Once, in the shell. */
export function useNavigationFocus(): void {
  const path = usePathname()
  const last = useRef(path)
  useLayoutEffect(() => {
    if (last.current === path) return
    last.current = path
    state = 'arriving'
  }, [path])
}

/**
 * Whether a heading that has just appeared takes the focus: after a navigation, and where its page's placeholder held it
 * and is gone. Never when the page was opened from outside: the browser does that.
 */
export function takesFocus(): boolean {
  if (state === 'opened') return false
  const isLost = document.activeElement === null || document.activeElement === document.body
  const takes = state === 'arriving' || isLost
  state = 'arrived'
  return takes
}
