import { COLUMNS } from './row-layout'

/** What the board's columns hold, for those who see them: each row says it in words. */
export function BoardHeading() {
  return (
    <div aria-hidden="true" className={`${COLUMNS} hidden min-h-9 items-center border-b text-12 text-muted @wide:grid`}>
      <span>Feature</span>
      <span>Global stage</span>
      <span>Opted in</span>
      <span>Last hour and last change</span>
    </div>
  )
}
