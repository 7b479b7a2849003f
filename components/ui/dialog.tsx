'use client'

import * as Radix from '@radix-ui/react-dialog'
import type { ReactNode } from 'react'
import { passNonceToStyles } from '@/lib/client/style-nonce'
import { DIALOG } from './dialog-look'
import { keepForList, useFocusReturn } from './focus-return'
import { InertPage } from './inert-page'

// Radix locks the scrolling of the page behind with a `<style>`.
passNonceToStyles()

interface DialogProps {
  readonly title: string
  readonly description: string
  /** What opened it, where that is not what has the focus now: a menu's button, not its item. */
  readonly opener?: HTMLElement | null
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A modal dialog, open while it is rendered. A click outside does nothing: what was typed stays. Escape leaves it. */
export function Dialog({ title, description, opener, onClose, children }: DialogProps) {
  const returnFocus = useFocusReturn(opener)
  return (
    <Radix.Root open onOpenChange={onClose}>
      <Radix.Portal>
        <Radix.Overlay className={DIALOG.overlay}>
          <Radix.Content
            onPointerDownOutside={(event) => event.preventDefault()}
            onEscapeKeyDown={keepForList}
            onCloseAutoFocus={returnFocus}
            className={DIALOG.content}
          >
            <div className="grid gap-1">
              <Radix.Title className={DIALOG.title}>{title}</Radix.Title>
              <Radix.Description className={DIALOG.description}>{description}</Radix.Description>
            </div>
            {children}
            <InertPage />
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** Around the buttons at a dialog's end. */
export function DialogFooter({ children }: { readonly children: ReactNode }) {
  return <div className={DIALOG.footer}>{children}</div>
}

export const DialogClose = Radix.Close
