import type { ApiKey } from '@/lib/auth/api-keys'
import type { OfrepBulkAnswer, OfrepFlag } from '@/lib/contracts/ofrep'
import type { DecisionNode } from '@/lib/decisions/node'
import { isFeatureName } from '@/lib/rollout'
import { HttpError } from '../http-error'
import { type Handler, type Incoming, json, type Outgoing } from '../message'
import { readJson } from '../read-json'
import { applicationDoor } from './application-door'
import type { DoorContext } from './context'
import { type Asked, askedIn } from './ofrep/asked'
import { catchUp } from './ofrep/catch-up'
import { entityTag, isNamed } from './ofrep/entity-tag'
import { failureAnswer } from './ofrep/failure'
import { flagOf } from './ofrep/flag'
import { issueTicket } from './ofrep/ticket'
import { createTicketRing, EVENTS_PATH, withoutTicket } from './ofrep/ticket-ring'

const ADMISSION = { methods: ['POST'], scope: 'decide', keyHeader: 'x-api-key' } as const
const FLAG_PATH = '/ofrep/v1/evaluate/flags/'
const INACTIVITY_DELAY_S = 120
const STREAM_HEADERS = {
  'Content-Type': 'text/event-stream',
  'Cache-Control': 'no-store',
  'X-Accel-Buffering': 'no',
  // Once it has ended, nothing may keep the connection, and with it a stopping server.
  Connection: 'close',
}

/** The flag's key, decoded once; as it stands where it can't be, for then it is no feature's name either. */
function keyIn({ path }: Incoming): string {
  const encoded = path.slice(FLAG_PATH.length)
  try {
    return decodeURIComponent(encoded)
  } catch {
    return encoded
  }
}

async function askedBy(request: Incoming, node: DecisionNode): Promise<Asked> {
  const asked = askedIn(await readJson(request))
  await catchUp(node, request.query)
  return asked
}

/** `POST /ofrep/v1/evaluate/flags/{key}` (api.md, "OpenFeature"). */
export function ofrepFlagDoor(context: DoorContext): Handler {
  const { node } = context
  const answer = async (request: Incoming): Promise<Outgoing> => {
    const asked = await askedBy(request, node)
    const feature = keyIn(request)
    const decision = isFeatureName(feature) ? await node.service.decide({ feature, ...asked }) : null
    if (decision === null) throw new HttpError('feature_not_found', 'There is no feature of this name.')
    return json(200, JSON.stringify(flagOf(decision)))
  }
  return applicationDoor(context, ADMISSION, answer, (error, request) =>
    failureAnswer(error, request.requestId, keyIn(request)),
  )
}

function bulkAnswer(flags: OfrepFlag[], revision: number, ticket: string): OfrepBulkAnswer {
  const endpoint = { requestUri: EVENTS_PATH + ticket }
  return {
    flags,
    eventStreams: [{ type: 'sse', endpoint, inactivityDelaySec: INACTIVITY_DELAY_S }],
    // 0: what could not be read has no revision.
    metadata: revision === 0 ? {} : { revision },
  }
}

/** `POST /ofrep/v1/evaluate/flags` (api.md, "OpenFeature"): every feature not archived. */
export function ofrepBulkDoor(context: DoorContext): Handler {
  const { node } = context
  const answer = async (request: Incoming, key: ApiKey): Promise<Outgoing> => {
    const { decisions, revision } = await node.service.decideAll(await askedBy(request, node))
    const flags = decisions.flatMap((decision) => ('mode' in decision ? [flagOf(decision)] : []))
    const body = bulkAnswer(flags, revision, issueTicket(key, node.state.nowMs()))
    // The ticket counts: a client whose ticket has expired needs a new one, even where no flag has changed.
    const tag = entityTag([body.flags, body.eventStreams])
    if (isNamed(tag, request.header('if-none-match')))
      return { status: 304, headers: { 'Cache-Control': 'no-store', ETag: tag }, body: '' }
    return json(200, JSON.stringify(body), { ETag: tag })
  }
  return applicationDoor(context, ADMISSION, answer, (error, request) => failureAnswer(error, request.requestId))
}

/** `GET /ofrep/v1/events/{ticket}`: server-sent events that have the reader ask again. */
export function ofrepEventsDoor(context: DoorContext): Handler {
  const keyRing = createTicketRing(context.node.state, context.keyRing)
  const open = (request: Incoming, key: ApiKey): Outgoing => {
    const stream = context.eventStreams.open(key, request.header('last-event-id'))
    return { status: 200, headers: STREAM_HEADERS, body: '', stream }
  }
  const door = applicationDoor({ ...context, keyRing }, { methods: ['GET'], scope: 'decide' }, open, (error, request) =>
    failureAnswer(error, request.requestId),
  )
  return (request) => door(withoutTicket(request))
}
