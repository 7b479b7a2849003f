'use client'

import { Search } from 'lucide-react'
import { type ChangeEvent, useEffect, useRef, useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import { CONTROL } from '@/components/ui/field'
import { useFound } from '@/components/ui/use-found'
import { useDebounced } from '@/lib/client/use-debounced'

interface SearchBoxProps {
  /** "Search the projects" */
  readonly label: string
  readonly placeholder: string
  /** What is searched for now. */
  readonly q: string
  readonly onSearch: (q: string) => void
}

/** Searches as one types. What is searched for otherwise, by a link or the history, appears in it. */
export function SearchBox({ label, placeholder, q, onSearch }: SearchBoxProps) {
  const [text, setText] = useState(q)
  const rested = useDebounced(text.trim())
  const asked = useRef(q)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was typed leads, when it rests
  useEffect(() => {
    if (rested === asked.current) return
    asked.current = rested
    onSearch(rested)
  }, [rested])
  useEffect(() => {
    if (q === asked.current) return
    asked.current = q
    setText(q)
  }, [q])
  const change = ({ target }: ChangeEvent<HTMLInputElement>) => setText(target.value)
  const input = useFound({ value: text, onChange: change })
  return (
    <div className="relative grid w-full max-w-96 items-center">
      <Search aria-hidden="true" className="pointer-events-none absolute left-3 size-4 text-muted" />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        maxLength={255}
        dir="auto"
        value={text}
        onChange={change}
        className={classNames(CONTROL, 'min-h-11 pl-9')}
      />
    </div>
  )
}
