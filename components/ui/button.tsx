'use client'

import type { VariantProps } from 'class-variance-authority'
import { LoaderCircle } from 'lucide-react'
import { type ComponentProps, type MouseEvent, useId } from 'react'
import { buttonLook } from './button-look'
import { classNames } from './class-names'
import { Tooltip } from './tooltip'

export interface ButtonProps extends ComponentProps<'button'>, VariantProps<typeof buttonLook> {
  /** Under way: it can be focused, and does nothing. */
  readonly isBusy?: boolean
  /** Why it can't be used now; it stays focusable, so that the reason can be read. */
  readonly disabledReason?: string | undefined
}

/** A button. One that can't be used says why, instead of vanishing from the keyboard's way. */
export function Button(props: ButtonProps) {
  const { look, size, type = 'button', className, isBusy = false, disabledReason, onClick, children, ...rest } = props
  const reasonId = useId()
  const isOff = isBusy || disabledReason !== undefined
  const click = (event: MouseEvent<HTMLButtonElement>) => (isOff ? event.preventDefault() : onClick?.(event))
  const button = (
    <button
      type={type}
      className={classNames(buttonLook({ look, size }), disabledReason !== undefined && 'opacity-60', className)}
      aria-disabled={isOff || undefined}
      aria-busy={isBusy || undefined}
      aria-describedby={disabledReason === undefined ? undefined : reasonId}
      {...rest}
      onClick={click}
    >
      {isBusy && <LoaderCircle aria-hidden="true" className="size-4 animate-turn" />}
      {children}
    </button>
  )
  // What may get a reason stands in the same place with and without: made anew, it would lose the focus.
  if (!('disabledReason' in props)) return button
  return (
    <>
      <Tooltip text={disabledReason}>{button}</Tooltip>
      {disabledReason !== undefined && (
        <span id={reasonId} className="sr-only">
          {disabledReason}
        </span>
      )}
    </>
  )
}
