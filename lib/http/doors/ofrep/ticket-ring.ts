import { type KeyRing, KeysUnknownError } from '@/lib/decisions/key-ring'
import type { State } from '@/lib/decisions/state'
import type { Incoming } from '../../message'
import { ticketHolder } from './ticket'

/** The path below which a ticket stands. */
export const EVENTS_PATH = '/ofrep/v1/events/'

/** A request with its ticket where a key stands, and no longer in the path, which is logged. */
export function withoutTicket(request: Incoming): Incoming {
  const ticket = request.path.slice(EVENTS_PATH.length)
  return {
    ...request,
    path: EVENTS_PATH,
    header: (name) => (name === 'authorization' ? `Bearer ${ticket}` : request.header(name)),
  }
}

/** Finds who holds a ticket, as a key ring finds who holds a key. */
export function createTicketRing(state: State, { allowsOrigin }: KeyRing): KeyRing {
  return {
    find: (ticket) => {
      const snapshot = state.snapshot()
      if (snapshot === null) throw new KeysUnknownError('no keys were loaded yet')
      return ticketHolder(ticket, snapshot.keys.values(), state.nowMs())
    },
    allowsOrigin,
  }
}
