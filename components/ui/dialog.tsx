'use client'

import * as Radix from '@radix-ui/react-dialog'
import { type ReactNode, useEffect } from 'react'
import { passNonceToStyles } from '@/lib/client/style-nonce'

// Radix locks the scrolling of the page behind with a `<style>`.
passNonceToStyles()

/** Nothing of the page behind can be reached, by whatever means, while this is there. */
function InertPage() {
  useEffect(() => {
    const page = document.getElementById('page')
    page?.toggleAttribute('inert', true)
    return () => void page?.toggleAttribute('inert', false)
  }, [])
  return null
}

interface DialogProps {
  readonly title: string
  readonly description: string
  /** What opened it, and gets the focus back; the page's content where it is gone by then. */
  readonly opener: HTMLElement
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A modal dialog, open while it is there. A click outside does nothing: what was typed stays. Escape and Close leave it. */
export function Dialog({ title, description, opener, onClose, children }: DialogProps) {
  function giveFocusBack(event: Event) {
    event.preventDefault()
    const target = opener.isConnected ? opener : document.getElementById('content')
    target?.focus()
  }
  return (
    <Radix.Root open onOpenChange={onClose}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-10 grid place-items-center overflow-y-auto bg-scrim p-4">
          <Radix.Content
            onPointerDownOutside={(event) => event.preventDefault()}
            onCloseAutoFocus={giveFocusBack}
            className="w-full max-w-xl rounded-medium border border-hairline bg-surface p-6 shadow-floating"
          >
            <Radix.Title className="text-20 font-semibold">{title}</Radix.Title>
            <Radix.Description className="mt-1 text-muted">{description}</Radix.Description>
            {children}
            <InertPage />
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  )
}

export const DialogClose = Radix.Close
