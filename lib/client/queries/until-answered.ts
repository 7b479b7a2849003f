import { RequestError } from '../fetch-json'

const AGAIN_MS = 5000
const LEAST_OF_SERVER_FAULTS = 500

interface Asked {
  readonly state: { readonly error: Error | null }
}

/** Whether an error says nothing of what was asked, but that the server or its database was out of reach. */
export const isUnanswered = (error: Error | null): boolean =>
  error instanceof RequestError && (error.status === null || error.status >= LEAST_OF_SERVER_FAULTS)

/**
 * A `refetchInterval`: what went unanswered, because the server or its database was out of reach, is asked again until it
 * is answered, so that a page is whole again by itself. What was refused is not.
 */
export const untilAnswered = ({ state }: Asked): number | false => isUnanswered(state.error) && AGAIN_MS
