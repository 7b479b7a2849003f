import type { ApiKey } from '@/lib/auth/api-keys'
import type { OfrepBulkAnswer, OfrepFlag } from '@/lib/contracts/ofrep'
import type { HttpError } from '../../http-error'
import { measured } from '../../measured'
import { type Handler, type Incoming, json, type Outgoing } from '../../message'
import { applicationDoor } from '../application-door'
import type { DoorContext } from '../context'
import { entityTag, isNamed } from './entity-tag'
import { askedBy, EVALUATION } from './evaluation'
import { EVENTS_PATH } from './events-door'
import { failureAnswer } from './failure'
import { flagOf } from './flag'
import { issueTicket } from './ticket'

const INACTIVITY_DELAY_S = 120

function bulkAnswer(flags: OfrepFlag[], revision: number, ticket: string): OfrepBulkAnswer {
  const endpoint = { requestUri: EVENTS_PATH + ticket }
  return {
    flags,
    eventStreams: [{ type: 'sse', endpoint, inactivityDelaySec: INACTIVITY_DELAY_S }],
    // 0: facts that could not be read have no revision.
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
    // The ticket counts: with a 304 a client whose ticket has expired would try the old one for ever.
    const tag = entityTag([body.flags, body.eventStreams])
    if (isNamed(tag, request.header('if-none-match')))
      return { status: 304, headers: { 'Cache-Control': 'no-store', ETag: tag }, body: '' }
    return json(200, JSON.stringify(body), { ETag: tag })
  }
  const failed = (error: HttpError, request: Incoming) => failureAnswer(error, request.requestId)
  return measured('ofrep_flags', applicationDoor(context, EVALUATION, answer, failed))
}
