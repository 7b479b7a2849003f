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

/** At the bottom of the window while the dialog goes on below it, but where the window is too low for both. */
const IN_SIGHT =
  '[@media(min-height:14rem)]:sticky -bottom-4 -mx-4 -mb-4 px-4 py-3 middle:-mx-6 middle:-mb-6 middle:px-6'

/** Around the buttons at a dialog's end. */
export function DialogFooter({ children }: { readonly children: ReactNode }) {
  return (
    <div className={`${IN_SIGHT} flex flex-wrap justify-end gap-3 rounded-b-large border-t border-hairline bg-raised`}>
      {children}
    </div>
  )
}

export const DialogClose = Radix.Close
