'use client'

import * as Radix from '@radix-ui/react-dialog'
import type { ComponentProps, ReactNode } from 'react'
import { ModalFrame, type ModalProps } from './modal-frame'

/** A click outside does nothing: what was typed stays. */
function Content(props: ComponentProps<typeof Radix.Content>) {
  return <Radix.Content {...props} onPointerDownOutside={(event) => event.preventDefault()} />
}

const parts = { ...Radix, Content }

/** A modal dialog, open while it is rendered. Escape leaves it. */
export function Dialog(props: ModalProps) {
  return <ModalFrame parts={parts} {...props} />
}

/** Around the buttons at a dialog's end. */
export function DialogFooter({ children }: { readonly children: ReactNode }) {
  return <div className="flex flex-wrap justify-end gap-3">{children}</div>
}

export const DialogClose = Radix.Close
