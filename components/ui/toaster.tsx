'use client'

import { useSyncExternalStore } from 'react'
import { currentToasts, noToasts, subscribeToasts } from '@/lib/client/toast'

/**
 * Shows `toast(text)`. No sonner: it adds a style sheet that the page's policy refuses, and a live region that would say
 * everything twice. There is nothing to press here, so nothing is lost when a line goes.
 */
export function Toaster() {
  const toasts = useSyncExternalStore(subscribeToasts, currentToasts, noToasts)
  if (toasts.length === 0) return null
  return (
    <div aria-hidden="true" className="pointer-events-none fixed right-4 bottom-4 z-30 grid max-w-sm gap-2 pl-4">
      {toasts.map(({ id, text }) => (
        <p
          key={id}
          dir="auto"
          className="animate-appear rounded-medium border border-hairline bg-raised px-4 py-3 shadow-floating wrap-anywhere"
        >
          {text}
        </p>
      ))}
    </div>
  )
}
