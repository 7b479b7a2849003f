'use client'

import { type ReactNode, useEffect, useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { TextField } from '@/components/ui/field'
import { Fold } from '@/components/ui/fold'
import { announce } from '@/lib/client/announce'
import { useDebounced } from '@/lib/client/use-debounced'
import { OperationIndex } from './operation-index'
import { useDeepLink } from './use-deep-link'

interface ShownOperation {
  readonly id: string
  readonly name: string
  readonly method: string
  readonly path: string
  readonly summary: string
  /** What the search looks through, in small letters. */
  readonly words: string
  /** All about it, made on the server. */
  readonly node: ReactNode
}

export interface ShownGroup {
  readonly tag: string
  readonly operations: readonly ShownOperation[]
}

const idOf = (tag: string) => `tag-${tag.toLowerCase().replaceAll(' ', '-')}`
const fitting = (groups: readonly ShownGroup[], asked: string) =>
  groups
    .map(({ tag, operations }) => ({ tag, operations: operations.filter(({ words }) => words.includes(asked)) }))
    .filter(({ operations }) => operations.length > 0)

/** The address names what is open, so that it can be passed on. */
const nameInAddress = (id: string) => window.history.replaceState(null, '', `#${id}`)

const Folded = ({ operation: { id, method, path, summary, node } }: { readonly operation: ShownOperation }) => (
  <Fold
    id={id}
    onToggle={({ currentTarget }) => {
      if (currentTarget.open) nameInAddress(id)
    }}
    className="scroll-mt-4 border-hairline not-first:border-t"
    contentClassName="border-t border-hairline px-4 py-5"
    summary={
      <span className="grid gap-x-3 gap-y-0.5 @middle:grid-cols-[4rem_minmax(0,1fr)]">
        <span>
          <Badge tone={method === 'GET' ? 'neutral' : 'outline'}>{method}</Badge>
        </span>
        <span className="grid min-w-0">
          <h3 className="font-mono wrap-anywhere">{path}</h3>
          <span className="max-w-prose text-muted">{summary}</span>
        </span>
      </span>
    }
  >
    {node}
  </Fold>
)

interface ReferenceProps {
  readonly groups: readonly ShownGroup[]
  /** What stands before the operations. */
  readonly children: ReactNode
}

/** The operations by what they are about, each folded, with a search and a way to each. */
export function Reference({ groups, children }: ReferenceProps) {
  const [text, setText] = useState('')
  const asked = useDebounced(text.trim().toLowerCase(), 200)
  const shown = fitting(groups, asked)
  const count = shown.reduce((sum, { operations }) => sum + operations.length, 0)
  useDeepLink()
  useEffect(() => {
    if (asked !== '') announce(count === 1 ? '1 operation.' : `${count} operations.`)
  }, [asked, count])
  return (
    <div className="grid gap-8 @wide:grid-cols-[13rem_minmax(0,1fr)]">
      <div className="-m-1 grid min-w-0 content-start gap-6 self-start p-1 @wide:sticky @wide:top-6 @wide:max-h-[calc(100dvh-3rem)] @wide:overflow-y-auto">
        <search aria-label="Search the operations" className="print:hidden">
          <TextField
            id="reference-search"
            type="search"
            label="Search the operations"
            placeholder="audit, CSV, /scopes"
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        </search>
        <OperationIndex groups={shown} />
      </div>
      <div className="grid min-w-0 content-start gap-8">
        {asked === '' && children}
        {count === 0 && (
          <EmptyState title="No operation fits" action={<Button onClick={() => setText('')}>Clear the search</Button>}>
            Try a part of a path or another word.
          </EmptyState>
        )}
        {shown.map(({ tag, operations }) => (
          <section key={tag} aria-labelledby={idOf(tag)} className="grid min-w-0 gap-2">
            <h2 id={idOf(tag)} className="text-16 font-semibold">
              {tag}
            </h2>
            <div className="rounded-large border border-hairline bg-surface">
              {operations.map((operation) => (
                <Folded key={operation.id} operation={operation} />
              ))}
            </div>
          </section>
        ))}
      </div>
    </div>
  )
}
