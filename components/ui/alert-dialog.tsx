'use client'

import * as Radix from '@radix-ui/react-alert-dialog'
import type { ReactNode } from 'react'
import { passNonceToStyles } from '@/lib/client/style-nonce'
import { DIALOG } from './dialog-look'
import { keepForList, useFocusReturn } from './focus-return'
import { InertPage } from './inert-page'

passNonceToStyles()

interface AlertDialogProps {
  readonly title: string
  readonly description: ReactNode
  /** What opened it, where that is not what has the focus now: a menu's button, not its item. */
  readonly opener?: HTMLElement | null
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A dialog that must be answered, open while it is rendered. `AlertDialogCancel` in it is focused first. */
export function AlertDialog({ title, description, opener, onClose, children }: AlertDialogProps) {
  const returnFocus = useFocusReturn(opener)
  return (
    <Radix.Root open onOpenChange={onClose}>
      <Radix.Portal>
        <Radix.Overlay className={DIALOG.overlay}>
          <Radix.Content onEscapeKeyDown={keepForList} onCloseAutoFocus={returnFocus} className={DIALOG.content}>
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

export const AlertDialogCancel = Radix.Cancel
