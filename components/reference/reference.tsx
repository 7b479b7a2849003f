'use client'

import { type ReactNode, useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { TextField } from '@/components/ui/field'
import { announce } from '@/lib/client/announce'
import { useDebounced } from '@/lib/client/use-debounced'

export interface ShownGroup {
  readonly tag: string
  readonly operations: readonly {
    readonly id: string
    readonly label: string
    /** What the search looks through, in small letters. */
    readonly words: string
    /** The operation, made on the server. */
    readonly node: ReactNode
  }[]
}

const idOf = (tag: string) => `tag-${tag.toLowerCase().replaceAll(' ', '-')}`
const fitting = (groups: readonly ShownGroup[], asked: string) =>
  groups
    .map(({ tag, operations }) => ({ tag, operations: operations.filter(({ words }) => words.includes(asked)) }))
    .filter(({ operations }) => operations.length > 0)

/** The operations by tag, with a search and a way to each. */
export function Reference({ groups }: { readonly groups: readonly ShownGroup[] }) {
  const [text, setText] = useState('')
  const asked = useDebounced(text.trim().toLowerCase(), 200)
  const shown = fitting(groups, asked)
  const count = shown.reduce((sum, { operations }) => sum + operations.length, 0)
  useEffect(() => {
    if (asked !== '') announce(count === 1 ? '1 operation.' : `${count} operations.`)
  }, [asked, count])
  return (
    <div className="grid gap-8">
      <search aria-label="Search the operations" className="print:hidden">
        <TextField
          id="reference-search"
          type="search"
          label="Search the operations"
          placeholder="A path, a word: audit, /rollouts, CSV"
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </search>
      {count === 0 && (
        <EmptyState title="No operation fits" action={<Button onClick={() => setText('')}>Clear the search</Button>}>
          Try a part of a path or another word.
        </EmptyState>
      )}
      {count > 0 && (
        <nav aria-label="Operations" className="gap-8 @middle:columns-2 print:hidden">
          {shown.map(({ tag, operations }) => (
            <div key={tag} className="mb-4 break-inside-avoid">
              <p className="font-medium">{tag}</p>
              <ul>
                {operations.map(({ id, label }) => (
                  <li key={id}>
                    <a
                      href={`#${id}`}
                      className="inline-block min-h-6 font-mono text-12 text-muted underline-offset-4 wrap-anywhere hover:text-text hover:underline"
                    >
                      {label}
                    </a>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </nav>
      )}
      {shown.map(({ tag, operations }) => (
        <section key={tag} aria-labelledby={idOf(tag)} className="grid min-w-0 gap-6">
          <h2 id={idOf(tag)} className="text-20 font-semibold">
            {tag}
          </h2>
          {operations.map(({ id, node }) => (
            <div key={id} className="min-w-0">
              {node}
            </div>
          ))}
        </section>
      ))}
    </div>
  )
}
