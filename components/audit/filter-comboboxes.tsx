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

/** What is typed until something is chosen; what is chosen else. Emptied, it filters no more. */
function useTyped(chosen: string, clear: () => void) {
  const [typed, setTyped] = useState<string | null>(null)
  return {
    text: typed ?? chosen,
    typed: typed ?? '',
    type: (text: string) => {
      setTyped(text)
      if (text === '' && chosen !== '') clear()
    },
    rest: () => setTyped(null),
  }
}

export function PersonFilter({ filter, change, actors }: FilterProps & Pick<AuditTerms, 'actors'>) {
  const isChosen = ({ kind, id }: AuditTerms['actors'][number]) =>
    kind === filter.actorKind && (id ?? undefined) === filter.actorId
  const chosen = actors.find(isChosen)
  const label = chosen === undefined ? (filter.actorId ?? filter.actorKind ?? '') : actorName(chosen)
  const field = useTyped(label, () => change({ actorKind: undefined, actorId: undefined }))
  const options = actors
    .map((actor) => ({
      value: JSON.stringify([actor.kind, actor.id]),
      label: actorName(actor),
      detail: KINDS[actor.kind] ?? actor.kind,
    }))
    .filter((option) => fits(option.label, field.typed))
    .slice(0, MOST)
  const select = ({ value }: ComboboxOption) => {
    const [kind, id] = JSON.parse(value) as [string, string | null]
    field.rest()
    change({ actorKind: kind, actorId: id ?? undefined })
  }
  return (
    <Combobox
      onLeave={field.rest}
      id="audit-person"
      label="Person or key"
      placeholder="Anybody"
      text={field.text}
      onTextChange={field.type}
      options={options}
      onSelect={select}
    />
  )
}

export function FeatureFilter({ filter, change }: FilterProps) {
  const field = useTyped(filter.feature ?? '', () => change({ feature: undefined }))
  const asked = useDebounced(field.typed.trim())
  const search = useQuery(searchQuery(asked))
  const options = (search.data?.features ?? []).map(({ name, description }) => ({
    value: name,
    label: name,
    detail: description,
  }))
  return (
    <Combobox
      onLeave={field.rest}
      id="audit-feature"
      label="Feature"
      placeholder="Any feature"
      text={field.text}
      onTextChange={field.type}
      options={asked === '' ? [] : options}
      state={stateOf(search, asked)}
      onSelect={({ value }) => {
        field.rest()
        change({ feature: value })
      }}
    />
  )
}

const stateOf = ({ isError, isFetching }: { isError: boolean; isFetching: boolean }, asked: string) =>
  asked === ''
    ? ('ready' as const)
    : isError
      ? ('failed' as const)
      : isFetching
        ? ('searching' as const)
        : ('ready' as const)

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
  const clear = () => change({ scopeType: undefined, scopeId: undefined })
  const field = useTyped(placeLabel(filter, entries), clear)
  const asked = useDebounced(field.typed.trim())
  const search = useQuery(searchQuery(asked))
  const options = [
    ...(fits(`${EVERYWHERE.label} ${EVERYWHERE.detail}`, field.typed) ? [EVERYWHERE] : []),
    ...(asked === '' ? [] : placesIn(search.data)),
  ]
  const select = ({ value }: ComboboxOption) => {
    const [type, id] = JSON.parse(value) as [string, string | null]
    field.rest()
    change({ scopeType: type, scopeId: id ?? undefined })
  }
  return (
    <Combobox
      onLeave={field.rest}
      id="audit-place"
      label="Place or account"
      placeholder="Anywhere"
      text={field.text}
      onTextChange={field.type}
      options={options}
      state={stateOf(search, asked)}
      onSelect={select}
    />
  )
}
