import type pg from 'pg'
import type { Logger } from 'pino'
import { isOwnOrigin } from '@/lib/auth/own-origin'
import type { ChangeContext } from '@/lib/changes/change-context'
import { ChangeError } from '@/lib/changes/errors'
import type { ActionResult } from '@/lib/contracts/action-result'
import type { ConsoleUser } from '@/lib/contracts/console-user'
import { isOutOfReach } from '@/lib/db/out-of-reach'
import { noteFailure } from './doors/application-door'
import { HttpError } from './http-error'
import { toHttpError } from './problem-answer'

/** A call of a server action, as it came. */
export interface ActionCall {
  /** Its `Origin` header. */
  readonly origin: string | null
  readonly ownOrigin: string
  readonly requestId: string
  readonly log: Logger
  /** Asks the database who is signed in. */
  user(): Promise<ConsoleUser | null>
  pool(): pg.Pool
}

/** What came of an action: as `Changed`; `revision` is null for a dry run. */
export interface Outcome<Value> {
  readonly value: Value
  readonly revision: number | null
}

const FOREIGN = 'This came from another site.'
const SIGN_IN = 'Your session has ended. Sign in again.'
const UNREACHABLE = 'The database can’t be reached. Look whether the change was made before you try again.'

async function contextOf(call: ActionCall): Promise<ChangeContext> {
  const user = await call.user()
  if (user === null) throw new HttpError('unauthorized', SIGN_IN)
  return { pool: call.pool(), principal: { kind: 'console_user', ...user }, requestId: call.requestId }
}

function failed<Value>({ requestId, log }: ActionCall, thrown: unknown): ActionResult<Value> {
  const error = isOutOfReach(thrown) ? new HttpError('not_ready', UNREACHABLE) : toHttpError(thrown)
  noteFailure({ log }, error, thrown, { requestId, path: 'a server action' })
  if (error.code === 'not_ready') log.error({ requestId, err: (thrown as Error).message }, 'an action met no database')
  const { code, message, details } = error
  const { faults = [], members = {} } = details
  return { ok: false, failure: { code, message, faults, members, requestId } }
}

/**
 * Runs an action of whoever it is: checks the origin, then does `work`. Never throws: refusals and failures are data,
 * noted where they must be.
 */
export async function runPublicAction<Value>(
  call: ActionCall,
  work: () => Promise<Outcome<Value>>,
): Promise<ActionResult<Value>> {
  try {
    if (!isOwnOrigin(call.origin, call.ownOrigin)) throw new ChangeError('forbidden', FOREIGN)
    const { value, revision } = await work()
    return { ok: true, value, revision }
  } catch (thrown) {
    return failed(call, thrown)
  }
}

/** As `runPublicAction`, of somebody who is signed in. */
export function runAction<Value>(
  call: ActionCall,
  work: (context: ChangeContext) => Promise<Outcome<Value>>,
): Promise<ActionResult<Value>> {
  return runPublicAction(call, async () => work(await contextOf(call)))
}
