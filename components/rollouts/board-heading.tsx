import { ROW } from './row-layout'

const COLUMNS = ['Feature', 'Global stage', 'Opted in', 'Own stages', 'Exemptions']

/** The columns' names, for the eye: each row says them again to those who hear it. */
export function BoardHeading() {
  return (
    <div
      aria-hidden="true"
      className={`${ROW} hidden border-b border-hairline px-6 py-2 text-12 text-muted @wide:grid`}
    >
      {COLUMNS.map((column) => (
        <span key={column}>{column}</span>
      ))}
    </div>
  )
}
