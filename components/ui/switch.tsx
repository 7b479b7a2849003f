'use client'

import { LoaderCircle } from 'lucide-react'
import { classNames } from './class-names'

interface SwitchProps {
  /** What is switched, whatever its state: "Internal", not "Mark as internal". */
  readonly label: string
  readonly isOn: boolean
  /** Under way: it shows the state it still has, and does nothing. */
  readonly isBusy?: boolean
  /** Asked for the other state. The switch stays as it is until `isOn` says otherwise. */
  readonly onSwitch: (isOn: boolean, opener: HTMLElement) => void
  /** Why it can't be used. */
  readonly disabledReason?: string | undefined
  readonly id?: string
}

/**
 * A switch with its state in a word. Our own, because Radix's renders a style attribute on the server, which the page's
 * policy refuses.
 */
export function Switch({ label, isOn, isBusy = false, onSwitch, disabledReason, id }: SwitchProps) {
  const isOff = isBusy || disabledReason !== undefined
  return (
    <span className="inline-flex min-h-11 items-center gap-2">
      <button
        type="button"
        role="switch"
        id={id}
        aria-label={label}
        aria-checked={isOn}
        aria-busy={isBusy || undefined}
        aria-disabled={isOff || undefined}
        aria-description={disabledReason}
        onClick={({ currentTarget }) => isOff || onSwitch(!isOn, currentTarget)}
        className={classNames(
          'flex h-6 w-11 shrink-0 items-center rounded-full border-2 px-0.5 transition-colors',
          isOn ? 'justify-end border-text bg-text' : 'justify-start border-edge bg-surface',
          isOff ? 'cursor-default' : 'cursor-pointer',
          disabledReason !== undefined && 'opacity-60',
        )}
      >
        {/* Drawn by its border: forced colors take backgrounds away. */}
        <span className={classNames('size-4 rounded-full border-8', isOn ? 'border-surface' : 'border-edge')} />
      </button>
      <span aria-hidden="true" className="flex min-w-8 items-center gap-1.5">
        {isOn ? 'On' : 'Off'}
        {isBusy && <LoaderCircle className="size-4 animate-turn text-muted" />}
      </span>
      {disabledReason !== undefined && <span className="text-12 text-muted">{disabledReason}</span>}
    </span>
  )
}
