import type { Ref } from 'react'
import type { Faults } from './faults'

interface FaultSummaryProps {
  readonly faults: Faults
  readonly ref: Ref<HTMLDivElement>
}

/** What is wrong, above the form, with a link to each field. It takes the focus when it changes. */
export function FaultSummary({ faults, ref }: FaultSummaryProps) {
  const { email, password, whole } = faults
  if (email === undefined && password === undefined && whole === undefined) return null
  return (
    <div ref={ref} tabIndex={-1} className="rounded-medium border border-deny bg-deny-surface p-3">
      <h2 id="faults" className="font-semibold">
        {whole ?? 'Something is missing'}
      </h2>
      <ul>
        {email !== undefined && (
          <li>
            <a href="#email" className="inline-block py-1 underline">
              {email}
            </a>
          </li>
        )}
        {password !== undefined && (
          <li>
            <a href="#password" className="inline-block py-1 underline">
              {password}
            </a>
          </li>
        )}
      </ul>
    </div>
  )
}
