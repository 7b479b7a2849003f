'use client'

import * as Radix from '@radix-ui/react-tooltip'
import type { ReactNode } from 'react'
import { useLandmark } from './use-landmark'

/** Once around everything that has tooltips. */
export function TooltipProvider({ children }: { readonly children: ReactNode }) {
  return <Radix.Provider delayDuration={300}>{children}</Radix.Provider>
}

interface TooltipProps {
  /** More about it; never its only label. Undefined: nothing for now. */
  readonly text: ReactNode
  /** One element that can be focused. */
  readonly children: ReactNode
}

/** A word more, on hover and on focus. Escape sends it away, and the pointer can go into it. */
export function Tooltip({ text, children }: TooltipProps) {
  const { opener, container, onOpenChange } = useLandmark<HTMLButtonElement>()
  return (
    <Radix.Root onOpenChange={onOpenChange}>
      <Radix.Trigger ref={opener} asChild>
        {children}
      </Radix.Trigger>
      {text !== undefined && (
        <Radix.Portal container={container}>
          <Radix.Content
            sideOffset={6}
            collisionPadding={8}
            className="z-30 max-w-xs animate-appear rounded-medium border border-hairline bg-raised px-3 py-2 text-12 text-text shadow-floating wrap-anywhere"
          >
            {text}
          </Radix.Content>
        </Radix.Portal>
      )}
    </Radix.Root>
  )
}
