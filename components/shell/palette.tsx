'use client'

import * as Radix from '@radix-ui/react-dialog'
import { useQuery } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { useFocusReturn } from '@/components/ui/focus-return'
import { InertPage } from '@/components/ui/inert-page'
import { announce } from '@/lib/client/announce'
import { searchQuery } from '@/lib/client/queries/search'
import { passNonceToStyles } from '@/lib/client/style-nonce'
import { useDebounced } from '@/lib/client/use-debounced'
import { useVisitor } from '@/lib/client/visitor'
import { type FoundGroup, groupsOf, pagesFor } from './palette-results'

passNonceToStyles()

const MOST_TYPED = 200
const none: readonly FoundGroup[] = []

type Trouble = 'failed' | 'searching' | null

const HINTS = {
  failed: 'The search did not work. Aviary may be out of reach: change a letter to try again.',
  searching: 'Searching …',
  nothing: 'Nothing fits. Try a part of a name, an e-mail address, or a whole id.',
} as const

function useFound(text: string) {
  const { permissions } = useVisitor()
  const asked = useDebounced(text.trim())
  const { data, isError, isFetching } = useQuery(searchQuery(asked))
  const found = asked === '' || data === undefined ? none : groupsOf(data)
  const pages = pagesFor(text, permissions)
  const groups = pages.items.length > 0 ? [pages, ...found] : found
  const isSettled = asked === text.trim() && !isFetching
  const trouble: Trouble = isError ? 'failed' : isSettled ? null : 'searching'
  return { groups, trouble }
}

function Results({ groups, onGo }: { readonly groups: readonly FoundGroup[]; readonly onGo: (href: string) => void }) {
  return (
    // There without any as well: the field names it as what it controls.
    <Command.List label="Results" hidden={groups.length === 0} className="max-h-80 overflow-y-auto p-1">
      {groups.map(({ heading, items }) => (
        <Command.Group
          key={heading}
          heading={heading}
          className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-12 [&_[cmdk-group-heading]]:text-muted"
        >
          {items.map(({ href, label, detail }) => (
            <Command.Item
              key={href}
              value={href}
              onSelect={() => onGo(href)}
              className="flex min-h-9 cursor-pointer flex-wrap items-center gap-x-3 rounded-small px-2 py-1 outline-offset-[-2px] data-[selected=true]:bg-hover data-[selected=true]:outline-2 data-[selected=true]:outline-focus"
            >
              <span dir="auto" className="min-w-0 wrap-anywhere">
                {label}
              </span>
              {detail !== '' && (
                <span dir="auto" className="min-w-0 truncate text-12 text-muted">
                  {detail}
                </span>
              )}
            </Command.Item>
          ))}
        </Command.Group>
      ))}
    </Command.List>
  )
}

/** Jumps to any page, feature, project, section, publisher or account. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const router = useRouter()
  const returnFocus = useFocusReturn()
  const [text, setText] = useState('')
  const [hasGone, setHasGone] = useState(false)
  const [chosen, setChosen] = useState('')
  const { groups, trouble } = useFound(text)
  const hrefs = groups.flatMap(({ items }) => items.map(({ href }) => href))
  const count = hrefs.length
  // Left to itself, the list now and then keeps one that is gone, and Enter goes nowhere.
  const selected = hrefs.includes(chosen) ? chosen : (hrefs[0] ?? '')
  useEffect(() => {
    if (trouble === null && text !== '') announce(count === 1 ? '1 result.' : `${count} results.`)
  }, [trouble, count, text])
  const go = (href: string) => {
    setHasGone(true)
    onClose()
    router.push(href)
  }
  return (
    <Radix.Root open onOpenChange={onClose}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-20 grid animate-appear items-start justify-items-center overflow-y-auto bg-scrim p-4 middle:pt-24">
          <Radix.Content
            onCloseAutoFocus={(event) => (hasGone ? event.preventDefault() : returnFocus(event))}
            className="w-full max-w-xl overflow-hidden rounded-large border border-hairline bg-raised shadow-floating"
          >
            <Radix.Title className="sr-only">Search</Radix.Title>
            <Radix.Description className="sr-only">
              Type a part of a name, or a whole id; arrows go through what is found, and Enter goes there.
            </Radix.Description>
            <Command shouldFilter={false} loop label="Search everything" value={selected} onValueChange={setChosen}>
              <div className="flex items-center gap-2 border-b border-hairline px-4 py-1">
                <Search aria-hidden="true" className="size-4 shrink-0 text-muted" />
                <Command.Input
                  value={text}
                  onValueChange={(typed) => setText(typed.slice(0, MOST_TYPED))}
                  placeholder="Feature, project, section, publisher, account …"
                  className="min-h-11 min-w-0 flex-1 rounded-small bg-transparent px-2 text-16 text-ellipsis -outline-offset-2"
                />
                <Radix.Close className="min-h-8 cursor-pointer rounded-small border border-hairline px-2 text-12 text-muted hover:bg-hover">
                  Close
                </Radix.Close>
              </div>
              <Results groups={groups} onGo={go} />
              {trouble !== null && text !== '' && <p className="px-4 py-3 text-muted">{HINTS[trouble]}</p>}
              {trouble === null && count === 0 && <p className="px-4 py-3 text-muted">{HINTS.nothing}</p>}
            </Command>
            <InertPage />
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  )
}
