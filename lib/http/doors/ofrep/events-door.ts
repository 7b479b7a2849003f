import type { ApiKey } from '@/lib/auth/api-keys'
import { type KeyRing, KeysUnknownError } from '@/lib/decisions/key-ring'
import type { State } from '@/lib/decisions/state'
import { EVENT_STREAM_HEADERS } from '../../event-readers'
import { measured } from '../../measured'
import type { Handler, Incoming, Outgoing } from '../../message'
import { applicationDoor } from '../application-door'
import type { DoorContext } from '../context'
import { failureAnswer } from './failure'
import { ticketHolder } from './ticket'

/** The path below which a ticket stands. */
export const EVENTS_PATH = '/ofrep/v1/events/'

const ADMISSION = { methods: ['GET'], scope: 'decide' } as const

/** A request with its ticket where a key stands, and no longer in the path, which is logged. */
function withoutTicket(request: Incoming): Incoming {
  const ticket = request.path.slice(EVENTS_PATH.length)
  return {
    method: request.method,
    path: EVENTS_PATH,
    query: request.query,
    requestId: request.requestId,
    header: (name) => (name === 'authorization' ? `Bearer ${ticket}` : request.header(name)),
    body: (limitBytes, timeoutMs) => request.body(limitBytes, timeoutMs),
  }
}

/** Finds who holds a ticket, as a key ring finds who holds a key. */
function ticketRing(state: State, { allowsOrigin }: KeyRing): KeyRing {
  const find = (ticket: string): ApiKey | null => {
    const snapshot = state.snapshot()
    if (snapshot === null) throw new KeysUnknownError('no keys were loaded yet')
    return ticketHolder(ticket, snapshot.keys.values(), state.nowMs())
  }
  return { find, allowsOrigin }
}

/** `GET /ofrep/v1/events/{ticket}`: server-sent events that have the reader evaluate its flags again. */
export function ofrepEventsDoor(context: DoorContext): Handler {
  const keyRing = ticketRing(context.node.state, context.keyRing)
  const answer = (request: Incoming, key: ApiKey): Outgoing => {
    const stream = context.eventStreams.open(key, request.header('last-event-id'))
    return { status: 200, headers: EVENT_STREAM_HEADERS, body: '', stream }
  }
  const door = applicationDoor({ ...context, keyRing }, ADMISSION, answer, (error, request) =>
    failureAnswer(error, request.requestId),
  )
  return measured('ofrep_events', (request) => door(withoutTicket(request)))
}
