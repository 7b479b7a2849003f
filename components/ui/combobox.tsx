'use client'

import { type ChangeEvent, type KeyboardEvent, useEffect, useId, useState } from 'react'
import { announce } from '@/lib/client/announce'
import { classNames } from './class-names'
import { CONTROL, Field } from './field'
import { useFound } from './use-found'

export interface ComboboxOption {
  readonly value: string
  readonly label: string
  /** What tells it from others of the same label: its id, its owner. */
  readonly detail?: string
}

interface ComboboxProps {
  readonly id: string
  readonly label: string
  readonly hint?: string
  readonly fault?: string | undefined
  readonly placeholder?: string
  /** What is typed. Ask for options with it, rested by `useDebounced`. */
  readonly text: string
  readonly onTextChange: (text: string) => void
  readonly options: readonly ComboboxOption[]
  readonly state?: 'ready' | 'searching' | 'failed'
  readonly onSelect: (option: ComboboxOption) => void
  /** The focus has left it: what was typed and not chosen can go. */
  readonly onLeave?: () => void
}

const plural = (count: number) => (count === 0 ? 'No match.' : count === 1 ? '1 match.' : `${count} matches.`)
const LINES = { ready: 'No match. Try another part of the name or the id.', searching: 'Searching …' }
const FAILED = 'The search did not work. Type again to retry.'

/** A field that suggests what fits what is typed, by the ARIA pattern: the focus stays in it, arrows go through the list. */
export function Combobox(props: ComboboxProps) {
  const { id, label, hint, fault, placeholder, text, options, state = 'ready' } = props
  const listId = useId()
  const [isOpen, setIsOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const count = options.length
  const at = Math.min(active, count - 1)

  function type({ target }: ChangeEvent<HTMLInputElement>) {
    props.onTextChange(target.value)
    setIsOpen(true)
    setActive(-1)
  }
  const input = useFound({ value: text, onChange: type })

  useEffect(() => {
    if (isOpen && state === 'ready' && text !== '') announce(plural(count))
  }, [isOpen, state, count, text])

  function select(option: ComboboxOption) {
    props.onSelect(option)
    setIsOpen(false)
    setActive(-1)
  }

  function press(event: KeyboardEvent) {
    const chosen = options[at]
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      setIsOpen(true)
      setActive(count === 0 ? -1 : (Math.max(at, step === 1 ? -1 : 0) + step + count) % count)
    } else if (event.key === 'Enter' && isOpen && chosen !== undefined) {
      event.preventDefault()
      select(chosen)
    } else if (event.key === 'Escape' && isOpen) {
      setIsOpen(false)
      setActive(-1)
    }
  }

  const optionId = (nth: number) => `${listId}-${nth}`
  return (
    <Field id={id} label={label} hint={hint} fault={fault}>
      {(described) => (
        <div className="relative min-w-0">
          <input
            ref={input}
            id={id}
            role="combobox"
            autoComplete="off"
            spellCheck={false}
            aria-autocomplete="list"
            aria-expanded={isOpen}
            aria-controls={count > 0 ? listId : undefined}
            aria-activedescendant={isOpen && at >= 0 ? optionId(at) : undefined}
            placeholder={placeholder}
            value={text}
            onChange={type}
            // Never closes: React tells of a focus that came before it hydrates only after what was typed.
            onFocus={() => count > 0 && text !== '' && setIsOpen(true)}
            onClick={() => setIsOpen(true)}
            onBlur={() => {
              setIsOpen(false)
              props.onLeave?.()
            }}
            onKeyDown={press}
            className={classNames(CONTROL, 'min-h-11')}
            {...described}
          />
          <div
            hidden={!isOpen}
            // It scrolls, and must not be a stop on the way of the Tab key: the focus stays in the field.
            tabIndex={-1}
            className="absolute inset-x-0 top-full z-10 mt-1 max-h-72 overflow-y-auto rounded-medium border border-hairline bg-raised p-1 shadow-floating"
          >
            {state === 'failed' && <p className="px-2 py-2 text-deny">{FAILED}</p>}
            {state !== 'failed' && count === 0 && <p className="px-2 py-2 text-muted">{LINES[state]}</p>}
            {count > 0 && (
              <div role="listbox" id={listId} aria-label={label}>
                {options.map((option, nth) => (
                  // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the keys are the field's, which keeps the focus
                  <div
                    key={option.value}
                    id={optionId(nth)}
                    role="option"
                    aria-selected={nth === at}
                    ref={nth === at ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
                    onPointerDown={(event) => event.preventDefault()}
                    onClick={() => select(option)}
                    className={classNames(
                      'grid min-h-9 cursor-pointer content-center rounded-small px-2 py-1 outline-offset-[-2px] hover:bg-hover wrap-anywhere',
                      nth === at && 'bg-hover outline-2 outline-focus',
                    )}
                  >
                    <span dir="auto">{option.label}</span>
                    {option.detail !== undefined && <span className="text-12 text-muted">{option.detail}</span>}
                  </div>
                ))}
              </div>
            )}
          </div>
        </div>
      )}
    </Field>
  )
}
