'use client'

import { PlainFrame } from '@/components/shell/plain-frame'
import { Button } from '@/components/ui/button'

interface ErrorPageProps {
  readonly error: unknown
  readonly retry: () => void
}

const digestOf = (error: unknown) => (error instanceof Error && 'digest' in error ? String(error.digest) : null)

export default function ErrorPage({ error, retry }: ErrorPageProps) {
  const digest = digestOf(error)
  return (
    <PlainFrame>
      <title>Something went wrong · Aviary</title>
      <div role="alert">
        <h1 className="text-20 font-semibold">This page could not be shown</h1>
        <p className="mt-2 text-muted">
          The failure is in the log{digest === null ? '' : ` under ${digest}`}. Nothing was changed.
        </p>
      </div>
      <Button className="mt-6" onClick={retry}>
        Try again
      </Button>
    </PlainFrame>
  )
}
