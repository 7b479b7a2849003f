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
  /** A button that opens it, and gets the focus back. */
  readonly trigger: ReactNode
  readonly title: string
  readonly description: string
  readonly children: ReactNode
}

/** A modal dialog. A click outside does nothing: what was typed stays. Escape and Close leave it. */
export function Dialog({ trigger, title, description, children }: DialogProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-10 grid place-items-center overflow-y-auto bg-scrim p-4">
          <Radix.Content
            onPointerDownOutside={(event) => event.preventDefault()}
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
