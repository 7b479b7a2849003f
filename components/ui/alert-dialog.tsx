'use client'

import * as Radix from '@radix-ui/react-alert-dialog'
import { ModalFrame, type ModalProps } from './modal-frame'

/** A dialog that must be answered, open while it is rendered. `AlertDialogCancel` in it is focused first. */
export function AlertDialog(props: ModalProps) {
  return <ModalFrame parts={Radix} {...props} />
}

export const AlertDialogCancel = Radix.Cancel
