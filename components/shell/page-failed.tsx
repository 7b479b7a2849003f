'use client'

import { Button } from '@/components/ui/button'
import { PageState } from './page-state'

interface PageFailedProps {
  readonly error: unknown
  readonly retry: () => void
}

const digestOf = (error: unknown) => (error instanceof Error && 'digest' in error ? String(error.digest) : null)

/** A page that could not be rendered. */
export function PageFailed({ error, retry }: PageFailedProps) {
  const digest = digestOf(error)
  return (
    <PageState state="error" title="This page could not be shown" action={<Button onClick={retry}>Try again</Button>}>
      <title>Something went wrong · Aviary</title>
      The failure is in the log{digest === null ? '' : ` under ${digest}`}. Nothing was changed.
    </PageState>
  )
}
