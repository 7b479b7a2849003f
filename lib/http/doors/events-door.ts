import { checkRefusal, EVENT_STREAM_HEADERS } from '../event-readers'
import { HttpError } from '../http-error'
import type { Handler, Incoming, Outgoing } from '../message'
import { checkMethod } from './admit'
import { applicationDoor } from './application-door'
import type { DoorContext } from './context'
import type { Viewer, ViewerSession } from './events/viewer'
import { publicDoor } from './public-door'

const ADMISSION = { methods: ['GET'], scope: 'admin' } as const
const WITH_RETRY = { headers: { 'Retry-After': '1' } }

/** Whose session a request came with; null: nobody's. @throws when the database can't be asked */
export type FindSession = () => Promise<ViewerSession | null>

async function streamFor({ changeStreams }: DoorContext, request: Incoming, viewer: Viewer): Promise<Outgoing> {
  const opening = await changeStreams.open(viewer, request.header('last-event-id'))
  if (opening.kind === 'refused') checkRefusal(opening.refusal)
  if (opening.kind !== 'stream') throw new HttpError('not_ready', 'The database has not been read yet.', WITH_RETRY)
  return { status: 200, headers: EVENT_STREAM_HEADERS, body: '', stream: opening.start }
}

/** `GET /api/events`: what changed, for whoever is signed in and for keys with scope `admin` (api.md, "Operations"). */
export function eventsDoor(context: DoorContext, findSession: FindSession): Handler {
  const unreadable = (error: unknown): never => {
    context.log.warn({ err: error instanceof Error ? error.message : String(error) }, 'a stream could not be opened')
    throw new HttpError('not_ready', 'The database can’t be read.', WITH_RETRY)
  }
  const readable = <Value>(work: Promise<Value>): Promise<Value> =>
    work.catch((error) => (error instanceof HttpError ? Promise.reject(error) : unreadable(error)))

  const byKey = applicationDoor(context, ADMISSION, (request, key) =>
    readable(streamFor(context, request, { kind: 'key', key })),
  )
  const bySession = publicDoor(context, async (request) => {
    checkMethod(request, ADMISSION.methods)
    const session = await readable(findSession())
    if (session === null)
      throw new HttpError('unauthorized', 'Sign in, or send an API key.', { headers: { 'WWW-Authenticate': 'Bearer' } })
    return readable(streamFor(context, request, { kind: 'session', session }))
  })
  return (request) => (request.header('authorization') === undefined ? bySession(request) : byKey(request))
}
