import { STATIONS } from '@/components/stages/stations'
import { SelectField, TextField } from '@/components/ui/field'
import type { BoardView } from './board-view'

interface BoardFiltersProps {
  readonly view: BoardView
  readonly onChange: (changed: Partial<BoardView>) => void
}

/** What narrows and orders the board. */
export function BoardFilters({ view, onChange }: BoardFiltersProps) {
  return (
    <search className="grid grid-cols-1 gap-3 @middle:grid-cols-2 @wide:grid-cols-[minmax(0,1fr)_8rem_9rem_9rem_11rem]">
      <div className="@middle:col-span-2 @wide:col-span-1">
        <TextField
          id="board-search"
          label="Search"
          type="search"
          autoComplete="off"
          placeholder="Name or description"
          value={view.q}
          onChange={({ target }) => onChange({ q: target.value })}
        />
      </div>
      <SelectField
        id="board-stage"
        label="Stage"
        value={view.stage}
        onChange={({ target }) => onChange({ stage: target.value })}
      >
        <option value="">Any</option>
        {STATIONS.map(({ stage, label }) => (
          <option key={stage} value={stage}>
            {label}
          </option>
        ))}
      </SelectField>
      <SelectField
        id="board-mode"
        label="Mode"
        value={view.mode}
        onChange={({ target }) => onChange({ mode: target.value })}
      >
        <option value="">Any</option>
        <option value="canary">Canary</option>
        <option value="scoped_only">Scoped only</option>
      </SelectField>
      <SelectField
        id="board-context"
        label="Context"
        value={view.context}
        onChange={({ target }) => onChange({ context: target.value })}
      >
        <option value="">Any</option>
        <option value="authoring">Authoring</option>
        <option value="delivery">Delivery</option>
      </SelectField>
      <SelectField
        id="board-sort"
        label="Sort by"
        value={view.sort}
        onChange={({ target }) => onChange({ sort: target.value })}
      >
        <option value="">Name</option>
        <option value="changed">Last changed</option>
        <option value="stage">Furthest stage</option>
        <option value="opted_in">Most opt-ins</option>
        <option value="decisions">Most decisions</option>
      </SelectField>
    </search>
  )
}
