import type { ApiKey } from '@/lib/auth/api-keys'
import { ChangeError } from '@/lib/changes/errors'
import { noteRefusal } from '@/lib/telemetry/refusals'
import { after, mended } from '../after'
import { corsHeaders, preflight } from '../cors'
import type { HttpError } from '../http-error'
import type { Handler, Incoming, Outgoing } from '../message'
import { problemAnswer, toHttpError } from '../problem-answer'
import { type Admission, admit } from './admit'
import type { DoorContext } from './context'

export type Answerer = (request: Incoming, key: ApiKey) => Outgoing | Promise<Outgoing>
export type ErrorAnswerer = (error: HttpError, request: Incoming) => Outgoing

/** Logs what is no error of the caller, and what a verb would not let its caller do (decision.md, "Who may do what"). */
export function noteFailure(
  { log }: Pick<DoorContext, 'log'>,
  error: HttpError,
  cause: unknown,
  { requestId, path }: Pick<Incoming, 'requestId' | 'path'>,
): void {
  if (cause instanceof ChangeError && cause.code === 'forbidden') {
    noteRefusal('forbidden')
    log.warn({ requestId, path }, 'refused: a permission is missing')
  }
  if (error.code === 'internal_error') log.error({ requestId, path, err: cause }, 'a request failed')
}

/**
 * A door for applications: admits by key, answers, and turns whatever is thrown into an error answer.
 * @param answerError the shape of errors at this door
 */
export function applicationDoor(
  context: DoorContext,
  admission: Admission,
  answer: Answerer,
  answerError: ErrorAnswerer = (error, request) => problemAnswer(error, request.requestId),
): Handler {
  return (request) => {
    const early = request.method === 'OPTIONS' ? preflight(request, context.keyRing, admission.methods) : null
    if (early !== null) return early
    let holder: ApiKey | null = null
    const admitted = () =>
      after(admit(context, request, admission), (key) => {
        holder = key
        return answer(request, key)
      })
    const failed = (thrown: unknown) => {
      const error = toHttpError(thrown)
      noteFailure(context, error, thrown, request)
      return answerError(error, request)
    }
    const outgoing = mended(admitted, failed)
    if (request.header('origin') === undefined) return outgoing
    return after(outgoing, (given) => ({
      ...given,
      headers: { ...given.headers, ...corsHeaders(request, holder, context.keyRing) },
    }))
  }
}
