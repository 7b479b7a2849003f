'use client'

import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react'
import { classNames } from './class-names'

interface TabsProps<Value extends string> {
  /** What the tabs choose between, for those who hear it. */
  readonly label: string
  readonly value: Value
  readonly tabs: readonly { readonly value: Value; readonly label: string; readonly count?: number }[]
  readonly onChoose: (value: Value) => void
  /** The panel of the chosen tab. */
  readonly children: ReactNode
}

const STEPS: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowRight: (at, last) => (at === last ? 0 : at + 1),
  ArrowLeft: (at, last) => (at === 0 ? last : at - 1),
  Home: () => 0,
  End: (_at, last) => last,
}

/**
 * Tabs by the ARIA pattern: arrows move the focus, Enter or Space chooses. Our own, because Radix's renders style
 * attributes on the server, which the page's policy refuses.
 */
export function Tabs<Value extends string>({ label, value, tabs, onChoose, children }: TabsProps<Value>) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  function move(event: KeyboardEvent) {
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>('[role=tab]') ?? [])]
    const at = buttons.findIndex((button) => button.matches(':focus'))
    const next = STEPS[event.key]?.(at, buttons.length - 1)
    if (next === undefined) return
    event.preventDefault()
    buttons[next]?.focus()
  }
  return (
    <>
      <div
        ref={list}
        role="tablist"
        aria-label={label}
        onKeyDown={move}
        className="flex flex-wrap gap-x-4 border-b border-hairline"
      >
        {tabs.map((tab) => (
          <button
            key={tab.value}
            type="button"
            role="tab"
            id={`${id}-${tab.value}`}
            aria-selected={tab.value === value}
            aria-controls={`${id}-panel`}
            tabIndex={tab.value === value ? 0 : -1}
            onClick={() => onChoose(tab.value)}
            className={classNames(
              '-mb-px min-h-11 cursor-pointer border-b-2 px-1 font-medium',
              tab.value === value ? 'border-text text-text' : 'border-transparent text-muted hover:text-text',
            )}
          >
            {tab.label}
            {tab.count !== undefined && (
              // Heard apart from the label as well.
              <span className="ml-0.5 font-normal text-muted"> {tab.count.toLocaleString('en')}</span>
            )}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${value}`}>
        {children}
      </div>
    </>
  )
}
