import { RequestError } from './fetch-json'

const TIMEOUT_MS = 10_000

/**
 * What a path of this site answers to a question that is asked by POST. It reads, and changes nothing.
 * @throws RequestError
 */
export async function askJson<Answer>(path: string, question: unknown, signal: AbortSignal): Promise<Answer> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify(question),
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
  }).catch((error: unknown) => {
    if (signal.aborted) throw error
    throw new RequestError(null, 'Aviary can’t be reached.')
  })
  const body = await response.json().catch(() => null)
  if (response.ok && body !== null) return body
  const { detail = 'The answer could not be read.', code, errors } = body ?? {}
  throw new RequestError(response.status, detail, { code, faults: errors })
}
