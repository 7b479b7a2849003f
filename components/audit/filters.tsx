import { useQuery } from '@tanstack/react-query'
import { Button } from '@/components/ui/button'
import { SelectField, TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { actionWords } from '@/lib/client/audit-sentence'
import { auditTermsQuery } from '@/lib/client/queries/audit'
import type { AuditEntry } from '@/lib/contracts/api/audit'
import { FeatureFilter, PersonFilter, PlaceFilter } from './filter-comboboxes'
import type { FilterControl } from './use-filter'

interface FiltersProps extends FilterControl {
  /** What is shown: it knows the names of what is filtered by. */
  readonly entries: readonly AuditEntry[]
}

/** What the trail is filtered by: person, action, feature, place and days. */
export function Filters({ filter, change, clear, entries }: FiltersProps) {
  const terms = useQuery(auditTermsQuery).data ?? { actors: [], actions: [] }
  const actions = [...new Set([...terms.actions, ...(filter.action === undefined ? [] : [filter.action])])]
  const isFiltered = Object.keys(filter).length > 0
  return (
    <search aria-label="Filter the changes" className="grid gap-3">
      <div className="grid gap-x-4 gap-y-3 @middle:grid-cols-2 @wide:grid-cols-3">
        <PersonFilter filter={filter} change={change} actors={terms.actors} />
        <SelectField
          id="audit-action"
          label="Action"
          value={filter.action ?? ''}
          onChange={({ target }) => change({ action: target.value || undefined })}
        >
          <option value="">Any action</option>
          {actions.map((action) => (
            <option key={action} value={action}>
              {actionWords(action)}
            </option>
          ))}
        </SelectField>
        <FeatureFilter filter={filter} change={change} />
        <PlaceFilter filter={filter} change={change} entries={entries} />
        <TextField
          id="audit-from"
          type="date"
          label="From day"
          max={filter.to}
          value={filter.from ?? ''}
          onChange={({ target }) => change({ from: target.value || undefined })}
        />
        <TextField
          id="audit-to"
          type="date"
          label="To day"
          min={filter.from}
          value={filter.to ?? ''}
          onChange={({ target }) => change({ to: target.value || undefined })}
        />
      </div>
      {filter.importId !== undefined && <Notice title="Only what one import changed.">Import {filter.importId}</Notice>}
      {isFiltered && (
        <div>
          <Button size="compact" onClick={clear}>
            Clear the filters
          </Button>
        </div>
      )}
    </search>
  )
}
