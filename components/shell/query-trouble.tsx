'use client'

import { Button } from '@/components/ui/button'
import { buttonLook } from '@/components/ui/button-look'
import { Notice } from '@/components/ui/notice'
import { RequestError } from '@/lib/client/fetch-json'

const [UNAUTHORIZED, FORBIDDEN] = [401, 403]
const timeOf = (ms: number) =>
  new Date(ms).toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

interface QueryTroubleProps {
  /** A query that may have failed, as `useQuery` answers it. */
  readonly query: {
    readonly error: Error | null
    readonly dataUpdatedAt: number
    readonly isFetching: boolean
    readonly refetch: () => unknown
  }
  /** What it reads, as a sentence begins: "The features". */
  readonly what: string
}

function SignedOut() {
  const signIn = (
    <a href="/sign-in" className={buttonLook({ size: 'compact' })}>
      Sign in again
    </a>
  )
  return (
    <Notice tone="warning" title="You are signed out." action={signIn}>
      Your session has ended. What you typed is still here.
    </Notice>
  )
}

/** Why an answer is missing or old, what is shown nevertheless, and the way on; nothing where all is well. */
export function QueryTrouble({ query, what }: QueryTroubleProps) {
  const { error, dataUpdatedAt, isFetching } = query
  if (error === null) return null
  const status = error instanceof RequestError ? error.status : null
  if (status === UNAUTHORIZED) return <SignedOut />
  const why = error instanceof RequestError ? error.message : 'The answer could not be read.'
  if (status === FORBIDDEN) return <Notice title={`${what} are not for your role.`}>{why}</Notice>
  const isShown = dataUpdatedAt > 0
  const again = (
    <Button size="compact" isBusy={isFetching} onClick={() => void query.refetch()}>
      Try again
    </Button>
  )
  return (
    <Notice
      tone={isShown ? 'warning' : 'error'}
      title={isShown ? `${what} can’t be refreshed.` : `${what} can’t be shown.`}
      action={again}
    >
      {why}
      {isShown && ` What stands here was read at ${timeOf(dataUpdatedAt)}.`}
    </Notice>
  )
}
