import { Fragment } from 'react'

/** A feature's name that breaks after `_`, `.` and `-` before it breaks anywhere. */
export function BreakableName({ name }: { readonly name: string }) {
  let at = 0
  return name.split(/(?<=[_.-])/).map((part) => {
    at += part.length
    return (
      <Fragment key={at}>
        {part}
        <wbr />
      </Fragment>
    )
  })
}
