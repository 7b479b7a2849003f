'use client'

import { useQuery } from '@tanstack/react-query'
import { Combobox, type ComboboxOption } from '@/components/ui/combobox'
import { type SearchAnswer, searchQuery } from '@/lib/client/queries/search'
import { useDebounced } from '@/lib/client/use-debounced'

/** What an exemption is of: a publisher by its id and name; a feature by its name, twice. */
export interface Subject {
  readonly id: string
  readonly name: string
}

const WORDS = {
  publisher: { label: 'Publisher', hint: 'Type part of its name, or its id.' },
  feature: { label: 'Feature', hint: 'Type part of its name.' },
} as const

function optionsOf(kind: keyof typeof WORDS, answer: SearchAnswer | undefined): readonly ComboboxOption[] {
  if (answer === undefined) return []
  if (kind === 'publisher') return answer.publishers.map(({ id, name }) => ({ value: id, label: name, detail: id }))
  return answer.features
    .filter(({ isArchived }) => !isArchived)
    .map(({ name, description }) => ({ value: name, label: name, detail: description }))
}

interface SubjectFieldProps {
  readonly id: string
  readonly kind: keyof typeof WORDS
  readonly text: string
  readonly fault: string | undefined
  /** What is typed now, and what it has been chosen to be; null: nothing yet. */
  readonly onChange: (text: string, chosen: Subject | null) => void
}

/** Finds the publisher or the feature of a new exemption. */
export function SubjectField({ id, kind, text, fault, onChange }: SubjectFieldProps) {
  const { data, isFetching, error } = useQuery(searchQuery(useDebounced(text.trim())))
  const asked = text.trim() === '' ? undefined : data
  const state = error !== null ? 'failed' : isFetching ? 'searching' : 'ready'
  return (
    <Combobox
      id={id}
      label={WORDS[kind].label}
      hint={WORDS[kind].hint}
      fault={fault}
      text={text}
      onTextChange={(typed) => onChange(typed, null)}
      options={optionsOf(kind, asked)}
      state={state}
      onSelect={({ value, label }) => onChange(label, { id: value, name: label })}
    />
  )
}
