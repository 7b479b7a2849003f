import { headers } from 'next/headers'
import type { z } from 'zod'
import { ownOrigin } from '@/lib/auth/own-origin'
import { currentUser } from '@/lib/auth/session'
import type { ChangeContext } from '@/lib/changes/change-context'
import { parseInput } from '@/lib/changes/parse-input'
import type { ActionResult } from '@/lib/contracts/action-result'
import { consoleLog } from '@/lib/telemetry/console-log'
import { changesPool } from './next-doors'
import { requestIdFrom } from './request-id'
import { type ActionCall, type Outcome, runAction, runPublicAction } from './run-action'

async function currentCall(): Promise<ActionCall> {
  const asked = await headers()
  return {
    origin: asked.get('origin'),
    ownOrigin: ownOrigin(),
    requestId: requestIdFrom(asked.get('x-request-id') ?? undefined),
    log: consoleLog(),
    user: currentUser,
    pool: changesPool,
  }
}

/**
 * A server action of the console, from what it takes and the verb it calls. Each is a public endpoint: anybody can call
 * it with anything, so it checks the origin, loads the session from the database, and checks `input`; the permission is
 * in the verb. It never throws: errors come back as data (`ActionResult`).
 *
 *     'use server'
 *     export const revokeKey = consoleAction(z.strictObject({ id: z.uuid() }), (context, { id }) =>
 *       revokeApiKey(context, id),
 *     )
 *
 * In the page: `const result = await revokeKey({ id })`, then `result.ok ? result.value : result.failure`.
 * @param input the schema of the action's one argument: everything the verb is told, the names of its target included
 * @param run calls one verb, and nothing else
 */
export function consoleAction<Input extends z.ZodType, Value>(
  input: Input,
  run: (context: ChangeContext, given: z.output<Input>) => Promise<Outcome<Value>>,
): (given: z.input<Input>) => Promise<ActionResult<Value>> {
  return async (given) => runAction(await currentCall(), (context) => run(context, parseInput(input, given)))
}

/** As `consoleAction`, for the pages before sign-in: `run` gets no principal, and must find its permission itself. */
export function publicAction<Input extends z.ZodType, Value>(
  input: Input,
  run: (context: Omit<ChangeContext, 'principal'>, given: z.output<Input>) => Promise<Outcome<Value>>,
): (given: z.input<Input>) => Promise<ActionResult<Value>> {
  return async (given) => {
    const call = await currentCall()
    const context = { pool: call.pool(), requestId: call.requestId }
    return runPublicAction(call, () => run(context, parseInput(input, given)))
  }
}
