import type { Fault } from '@/lib/contracts/problem'

interface ProblemParts {
  readonly code?: string
  readonly faults?: readonly Fault[]
}

/** An answer that is none: what the server said, or that it said nothing. */
export class RequestError extends Error {
  override name = 'RequestError'
  readonly code: string
  readonly faults: readonly Fault[]
  constructor(
    /** The HTTP status, or null where the server could not be reached. */
    readonly status: number | null,
    message: string,
    { code = 'unreachable', faults = [] }: ProblemParts = {},
  ) {
    super(message)
    this.code = code
    this.faults = faults
  }
}

const TIMEOUT_MS = 10_000

async function reach(path: string, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(path, { signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]) })
  } catch (error) {
    if (signal.aborted) throw error
    throw new RequestError(null, 'Aviary can’t be reached.')
  }
}

/**
 * The JSON that a path of this site answers.
 * @param accepted statuses besides 2xx whose body is an answer too
 * @throws RequestError
 */
export async function fetchJson<Answer>(
  path: string,
  signal: AbortSignal,
  accepted: readonly number[] = [],
): Promise<Answer> {
  const response = await reach(path, signal)
  const isJson = response.headers.get('content-type')?.includes('json') === true
  const body = isJson ? await response.json().catch(() => null) : null
  if (body !== null && (response.ok || accepted.includes(response.status))) return body
  const { detail = 'The answer could not be read.', code, errors } = body ?? {}
  throw new RequestError(response.status, detail, { code, faults: errors })
}
