import { currentUser } from '@/lib/auth/session'
import { ChangeError } from '@/lib/changes/errors'
import type { ConsoleUser } from '@/lib/contracts/console-user'
import { consoleLog } from '@/lib/telemetry/console-log'
import { noteFailure } from './doors/application-door'
import { HttpError } from './http-error'
import type { Incoming, Outgoing } from './message'
import { toHttpError } from './problem-answer'
import { webDoor } from './web-server'

const SIGN_IN = 'Your session has ended. Sign in again.'
const UNREADABLE = 'The database can’t be read.'

/**
 * A route handler for the console's own pages: answers whoever is signed in, 401 to anybody else, refusals as they are,
 * and 503 where the database can't say who that is, or what was asked for.
 */
export function consoleDoor(
  answer: (user: ConsoleUser, request: Incoming) => Promise<Outgoing>,
): (request: Request) => Promise<Response> {
  return webDoor(async (request) => {
    try {
      const user = await currentUser()
      if (user === null) throw new HttpError('unauthorized', SIGN_IN)
      return await answer(user, request)
    } catch (error) {
      if (error instanceof HttpError || error instanceof ChangeError) {
        noteFailure({ log: consoleLog() }, toHttpError(error), error, request)
        throw error
      }
      const err = error instanceof Error ? error.message : String(error)
      consoleLog().error({ requestId: request.requestId, path: request.path, err }, 'the console could not answer')
      throw new HttpError('not_ready', UNREADABLE, { headers: { 'Retry-After': '5' } })
    }
  })
}
