import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Combobox, type ComboboxOption } from '@/components/ui/combobox'
import type { AuditFilter } from '@/lib/client/audit-filter'
import { actorName } from '@/lib/client/audit-sentence'
import type { AuditTerms } from '@/lib/client/queries/audit'
import { type SearchAnswer, searchQuery } from '@/lib/client/queries/search'
import { useDebounced } from '@/lib/client/use-debounced'
import type { AuditEntry } from '@/lib/contracts/api/audit'
import type { FilterControl } from './use-filter'

interface FilterProps extends Pick<FilterControl, 'filter' | 'change'> {}

const KINDS: Readonly<Record<string, string>> = {
  console_user: 'Console',
  api_key: 'API key',
  command: 'Command line',
  outside: 'Past the application',
}
const MOST = 50
const fits = (text: string, typed: string) => text.toLowerCase().includes(typed.toLowerCase())

interface FilterComboboxProps {
  readonly id: string
  readonly label: string
  readonly placeholder: string
  /** What it filters by now, in words; empty: nothing. */
  readonly chosen: string
  readonly optionsOf: (typed: string, found: SearchAnswer | undefined) => readonly ComboboxOption[]
  /** Whether what is typed is searched for on the server, or among what is known. */
  readonly reach: 'search' | 'known'
  readonly onSelect: (value: string) => void
  readonly onClear: () => void
}

/** What is typed stands there until something is chosen; what is chosen else. Emptied, it filters no more. */
function FilterCombobox({ chosen, optionsOf, reach, onSelect, onClear, ...field }: FilterComboboxProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const asked = useDebounced(typed?.trim() ?? '')
  const search = useQuery(searchQuery(reach === 'search' ? asked : ''))
  const isSearching = asked !== '' && search.isFetching
  return (
    <Combobox
      {...field}
      text={typed ?? chosen}
      onTextChange={(text) => {
        setTyped(text)
        if (text === '' && chosen !== '') onClear()
      }}
      options={optionsOf(typed ?? '', asked === '' ? undefined : search.data)}
      state={asked !== '' && search.isError ? 'failed' : isSearching ? 'searching' : 'ready'}
      onSelect={({ value }) => {
        setTyped(null)
        onSelect(value)
      }}
      onLeave={() => setTyped(null)}
    />
  )
}

export function PersonFilter({ filter, change, actors }: FilterProps & Pick<AuditTerms, 'actors'>) {
  const isChosen = ({ kind, id }: AuditTerms['actors'][number]) =>
    kind === filter.actorKind && (id ?? undefined) === filter.actorId
  const known = actors.find(isChosen)
  const options = actors.map((actor) => ({
    value: JSON.stringify([actor.kind, actor.id]),
    label: actorName(actor),
    detail: KINDS[actor.kind] ?? actor.kind,
  }))
  return (
    <FilterCombobox
      id="audit-person"
      label="Person or key"
      placeholder="Anybody"
      chosen={known === undefined ? (filter.actorId ?? filter.actorKind ?? '') : actorName(known)}
      reach="known"
      optionsOf={(typed) => options.filter(({ label }) => fits(label, typed)).slice(0, MOST)}
      onSelect={(value) => {
        const [kind, id] = JSON.parse(value) as [string, string | null]
        change({ actorKind: kind, actorId: id ?? undefined })
      }}
      onClear={() => change({ actorKind: undefined, actorId: undefined })}
    />
  )
}

export function FeatureFilter({ filter, change }: FilterProps) {
  return (
    <FilterCombobox
      id="audit-feature"
      label="Feature"
      placeholder="Any feature"
      chosen={filter.feature ?? ''}
      reach="search"
      optionsOf={(_typed, found) =>
        (found?.features ?? []).map(({ name, description }) => ({ value: name, label: name, detail: description }))
      }
      onSelect={(feature) => change({ feature })}
      onClear={() => change({ feature: undefined })}
    />
  )
}

const EVERYWHERE = { value: JSON.stringify(['global', null]), label: 'Everywhere', detail: 'The global stage' }

function placesIn(found: SearchAnswer | undefined): ComboboxOption[] {
  if (found === undefined) return []
  const option = (type: string, id: string, label: string) => ({
    value: JSON.stringify([type, id]),
    label,
    detail: `${type} ${id}`,
  })
  return [
    ...found.projects.map(({ id, title }) => option('project', id, title)),
    ...found.sections.map(({ id, title }) => option('section', id, title)),
    ...found.publishers.map(({ id, name }) => option('publisher', id, name)),
    ...found.accounts.map(({ type, id, name }) => option(type, id, name)),
  ]
}

function placeLabel({ scopeType, scopeId }: AuditFilter, entries: readonly AuditEntry[]): string {
  if (scopeType === undefined) return ''
  if (scopeType === 'global') return EVERYWHERE.label
  const known = entries.find((entry) => entry.scopeType === scopeType && entry.scopeId === scopeId)?.scopeName
  return known ?? `${scopeType.replaceAll('_', ' ')} ${scopeId ?? ''}`.trim()
}

export function PlaceFilter({ filter, change, entries }: FilterProps & { readonly entries: readonly AuditEntry[] }) {
  return (
    <FilterCombobox
      id="audit-place"
      label="Place or account"
      placeholder="Anywhere"
      chosen={placeLabel(filter, entries)}
      reach="search"
      optionsOf={(typed, found) => [
        ...(fits(`${EVERYWHERE.label} ${EVERYWHERE.detail}`, typed) ? [EVERYWHERE] : []),
        ...placesIn(found),
      ]}
      onSelect={(value) => {
        const [type, id] = JSON.parse(value) as [string, string | null]
        change({ scopeType: type, scopeId: id ?? undefined })
      }}
      onClear={() => change({ scopeType: undefined, scopeId: undefined })}
    />
  )
}
