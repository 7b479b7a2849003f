'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Combobox } from '@/components/ui/combobox'
import type { Choice, ChoicesQuery } from '@/lib/client/queries/explain'
import { useDebounced } from '@/lib/client/use-debounced'

interface ChoiceFieldProps {
  readonly id: string
  readonly label: string
  readonly hint: string
  /** The id itself: what is typed is what is asked about. */
  readonly text: string
  /** The name that goes with it, where the answer knows it. */
  readonly name?: string | null
  readonly fault: string | undefined
  readonly choicesOf: (text: string) => ChoicesQuery
  readonly onTextChange: (text: string) => void
}

const detailOf = ({ id, name, detail }: Choice) =>
  [name === id ? null : id, detail].filter((part) => part !== null).join(' · ')

/** A field for an id that suggests by name. Choosing puts the id into it, and says beside it whose it is. */
export function ChoiceField({ id, label, hint, text, name = null, fault, choicesOf, onTextChange }: ChoiceFieldProps) {
  const [chosen, setChosen] = useState<Choice | null>(null)
  const asked = useDebounced(text)
  const { data = [], isError, isPlaceholderData, isPending } = useQuery(choicesOf(asked))
  const isSearching = asked !== text || isPlaceholderData || isPending
  // What fitted an earlier text is not offered: Enter would take it.
  const offered = isSearching ? [] : data
  const known = chosen?.id === text && chosen.name !== text ? chosen.name : name
  return (
    <Combobox
      id={id}
      label={label}
      hint={known ?? hint}
      fault={fault}
      text={text}
      onTextChange={onTextChange}
      options={offered.map((choice) => ({ value: choice.id, label: choice.name, detail: detailOf(choice) }))}
      state={isError ? 'failed' : isSearching ? 'searching' : 'ready'}
      onSelect={({ value }) => {
        setChosen(data.find((choice) => choice.id === value) ?? null)
        onTextChange(value)
      }}
    />
  )
}
