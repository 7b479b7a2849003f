'use client'

import { useEffect } from 'react'
import { controlIn, homesOf } from '@/components/ui/focus-return'

/**
 * Keeps the focus where it was when what had it goes, as a step does that somebody else has made meanwhile: on the first
 * control of what it stood in (`data-focus-home`). Without it the keyboard would begin anew at the top of the page.
 */
export function useFocusKeeper(): void {
  useEffect(() => {
    let last: HTMLElement | null = null
    let homes: readonly HTMLElement[] = []
    const note = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement)) return
      last = target
      // A menu lies outside of the page; what opened it is where one was.
      if (target.closest('[role=menu]') === null) homes = homesOf(target)
    }
    const forget = ({ target }: FocusEvent) =>
      queueMicrotask(() => {
        if (last === target && last?.isConnected) last = null
      })
    const keep = () => {
      if (last === null || last.isConnected || document.activeElement !== document.body) return
      last = null
      controlIn(homes)?.focus({ preventScroll: true })
    }
    const observer = new MutationObserver(keep)
    observer.observe(document.body, { childList: true, subtree: true })
    document.addEventListener('focusin', note)
    document.addEventListener('focusout', forget)
    return () => {
      observer.disconnect()
      document.removeEventListener('focusin', note)
      document.removeEventListener('focusout', forget)
    }
  }, [])
}
