'use client'

import { useEffect, useRef } from 'react'

/** What is wrong with a field, and the field's id, by which the summary leads there. */
export interface FieldFault {
  readonly fieldId: string
  readonly message: string
}

interface ErrorSummaryProps {
  /** What is so, in a sentence: "The exemption was not saved." */
  readonly title: string
  readonly faults?: readonly FieldFault[]
  /** How often it was tried: the same faults, found again, are news too. */
  readonly attempt?: number
}

function goTo(fieldId: string): void {
  const field = document.getElementById(fieldId)
  field?.scrollIntoView({ block: 'center' })
  field?.focus()
}

/**
 * What is wrong, above a form, with a way to each field. It takes the focus whenever there is news in it, so say nothing by
 * `announce` then.
 */
export function ErrorSummary({ title, faults = [], attempt = 0 }: ErrorSummaryProps) {
  const summary = useRef<HTMLDivElement>(null)
  const news = JSON.stringify([attempt, title, faults])
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is focused for the news, not at every rendering
  useEffect(() => summary.current?.focus(), [news])
  return (
    <div ref={summary} tabIndex={-1} className="rounded-medium border border-deny bg-deny-surface p-3">
      <h2 className="font-semibold wrap-anywhere">{title}</h2>
      {faults.length > 0 && (
        <ul>
          {faults.map(({ fieldId, message }) => (
            <li key={`${fieldId} ${message}`}>
              <a
                href={`#${fieldId}`}
                className="inline-block py-1 underline underline-offset-2"
                onClick={(event) => {
                  event.preventDefault()
                  goTo(fieldId)
                }}
              >
                {message}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
