import { SelectField, TextField } from '@/components/ui/field'
import type { AccountFilter } from '@/lib/client/queries/accounts'

interface AccountsFilterProps {
  readonly filter: AccountFilter
  readonly onChange: (filter: AccountFilter) => void
}

/** What the list is narrowed by. */
export function AccountsFilter({ filter, onChange }: AccountsFilterProps) {
  const set = (changed: Partial<AccountFilter>) => onChange({ ...filter, ...changed })
  return (
    <search className="grid gap-3 @middle:grid-cols-[minmax(0,1fr)_12rem_10rem]">
      <TextField
        id="account-search"
        type="search"
        label="Search"
        placeholder="Name, e-mail address or id"
        autoComplete="off"
        spellCheck={false}
        dir="auto"
        maxLength={255}
        value={filter.q}
        onChange={({ target }) => set({ q: target.value })}
      />
      <SelectField
        id="account-type"
        label="Type"
        value={filter.type}
        onChange={({ target }) => set({ type: target.value as AccountFilter['type'] })}
      >
        <option value="">Authors and users</option>
        <option value="author">Authors</option>
        <option value="user">Users</option>
      </SelectField>
      <SelectField
        id="account-internal"
        label="Internal"
        value={filter.internal}
        onChange={({ target }) => set({ internal: target.value as AccountFilter['internal'] })}
      >
        <option value="">Internal or not</option>
        <option value="true">Internal</option>
        <option value="false">Not internal</option>
      </SelectField>
    </search>
  )
}
