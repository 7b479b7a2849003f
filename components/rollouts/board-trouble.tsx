import { Button, buttonLook } from '@/components/ui/button'
import { RequestError } from '@/lib/client/fetch-json'

const UNAUTHORIZED = 401
const timeOf = (ms: number) =>
  new Date(ms).toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit', hour12: false })

interface BoardTroubleProps {
  readonly error: Error
  /** When what is shown was read; 0 where nothing is shown. */
  readonly shownAtMs: number
  readonly onRetry: () => void
}

function explain(error: Error, shownAtMs: number): string {
  const why = error instanceof RequestError ? error.message : 'The features could not be read.'
  const shown = shownAtMs > 0 ? ` What stands here was read at ${timeOf(shownAtMs)}.` : ''
  return `${why}${shown}`
}

const headline = (shownAtMs: number) =>
  shownAtMs > 0 ? 'The board can’t be refreshed. ' : 'The features can’t be shown. '

/** The board could not be read: why, what is shown nevertheless, and the way on. */
export function BoardTrouble({ error, shownAtMs, onRetry }: BoardTroubleProps) {
  const isSignedOut = error instanceof RequestError && error.status === UNAUTHORIZED
  return (
    <div className="mb-4 flex flex-wrap items-center justify-between gap-3 rounded-medium border border-bad bg-bad-surface px-4 py-3 middle:px-6">
      <p className="max-w-prose">
        <strong className="font-semibold">{isSignedOut ? 'You are signed out. ' : headline(shownAtMs)}</strong>
        {isSignedOut ? 'Your session has ended.' : explain(error, shownAtMs)}
      </p>
      {isSignedOut ? (
        <a href="/sign-in" className={buttonLook('plain')}>
          Sign in again
        </a>
      ) : (
        <Button onClick={onRetry}>Try again</Button>
      )}
    </div>
  )
}
