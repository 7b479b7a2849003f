'use client'

import * as Radix from '@radix-ui/react-dropdown-menu'
import { Check } from 'lucide-react'
import { type ReactElement, type ReactNode, useRef } from 'react'
import { useLandmark } from './use-landmark'

const ITEM =
  'flex min-h-9 cursor-pointer items-center gap-2 rounded-small px-2 outline-offset-[-2px] data-disabled:cursor-default data-disabled:text-muted data-highlighted:bg-hover'

interface MenuProps {
  /** The button that opens it: one element that can be focused, with a name. */
  readonly trigger: ReactElement
  readonly align?: 'start' | 'end'
  readonly side?: 'top' | 'bottom'
  readonly children: ReactNode
}

/** A menu of actions behind a button. */
export function Menu({ trigger, align = 'end', side = 'bottom', children }: MenuProps) {
  const { opener, container, onOpenChange } = useLandmark<HTMLButtonElement>()
  return (
    <Radix.Root modal={false} onOpenChange={onOpenChange}>
      <Radix.Trigger ref={opener} asChild>
        {trigger}
      </Radix.Trigger>
      <Radix.Portal container={container}>
        <Radix.Content
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className="z-30 max-h-(--radix-dropdown-menu-content-available-height) max-w-80 min-w-52 animate-appear overflow-y-auto rounded-medium border border-hairline bg-raised p-1 shadow-floating"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

interface MenuItemProps {
  readonly children: ReactNode
  /** Chosen. A dialog that it opens gets the menu's button as its `opener`. */
  readonly onSelect: (opener: HTMLElement | null) => void
}

export function MenuItem({ children, onSelect }: MenuItemProps) {
  const item = useRef<HTMLDivElement>(null)
  const openerOf = () => {
    const labelledBy = item.current?.closest('[role=menu]')?.getAttribute('aria-labelledby') ?? ''
    return document.getElementById(labelledBy)
  }
  return (
    <Radix.Item ref={item} onSelect={() => onSelect(openerOf())} className={ITEM}>
      {children}
    </Radix.Item>
  )
}

interface MenuChoiceProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly onChoose: (value: Value) => void
}

/** One of several, within a menu. */
export function MenuChoice<Value extends string>({ label, value, options, onChoose }: MenuChoiceProps<Value>) {
  return (
    <Radix.RadioGroup value={value} onValueChange={(chosen) => onChoose(chosen as Value)} aria-label={label}>
      <Radix.Label className="px-2 py-1 text-12 text-muted">{label}</Radix.Label>
      {options.map((option) => (
        <Radix.RadioItem
          key={option.value}
          value={option.value}
          onSelect={(event) => event.preventDefault()}
          className={ITEM}
        >
          <span aria-hidden="true" className="grid size-4 place-items-center">
            <Radix.ItemIndicator>
              <Check className="size-4" />
            </Radix.ItemIndicator>
          </span>
          {option.label}
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  )
}

export function MenuSeparator() {
  return <Radix.Separator className="my-1 border-t border-hairline" />
}

export function MenuText({ children }: { readonly children: ReactNode }) {
  return <Radix.Label className="block px-2 py-1.5 wrap-anywhere">{children}</Radix.Label>
}
