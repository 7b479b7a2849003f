import { STATIONS } from '@/components/stages/stations'
import { SelectField, TextField } from '@/components/ui/field'
import type { BoardView } from './board-view'

type Choice = readonly [value: string, label: string]

const ANY: Choice = ['', 'Any']

const SELECTS: readonly {
  readonly name: keyof BoardView
  readonly label: string
  readonly choices: readonly Choice[]
}[] = [
  { name: 'stage', label: 'Stage', choices: [ANY, ...STATIONS.map(({ stage, label }): Choice => [stage, label])] },
  { name: 'mode', label: 'Mode', choices: [ANY, ['canary', 'Canary'], ['scoped_only', 'Scoped only']] },
  { name: 'context', label: 'Context', choices: [ANY, ['authoring', 'Authoring'], ['delivery', 'Delivery']] },
  {
    name: 'sort',
    label: 'Sort by',
    choices: [
      ['', 'Name'],
      ['changed', 'Last changed'],
      ['stage', 'Furthest stage'],
      ['opted_in', 'Most opt-ins'],
      ['decisions', 'Most decisions'],
    ],
  },
]

interface BoardFiltersProps {
  readonly view: BoardView
  readonly onChange: (changed: Partial<BoardView>) => void
}

/** What narrows and orders the board. */
export function BoardFilters({ view, onChange }: BoardFiltersProps) {
  return (
    <search className="grid grid-cols-2 gap-3 @wide:grid-cols-[minmax(0,1fr)_8rem_9rem_9rem_11rem]">
      <div className="col-span-2 @wide:col-span-1">
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
      {SELECTS.map(({ name, label, choices }) => (
        <SelectField
          key={name}
          id={`board-${name}`}
          label={label}
          value={view[name]}
          onChange={({ target }) => onChange({ [name]: target.value })}
        >
          {choices.map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </SelectField>
      ))}
    </search>
  )
}
