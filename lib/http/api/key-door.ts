import type pg from 'pg'
import type { ApiKey } from '@/lib/auth/api-keys'
import type { Principal } from '@/lib/auth/permissions'
import { applicationDoor } from '../doors/application-door'
import type { DoorContext } from '../doors/context'
import { HttpError } from '../http-error'
import type { Handler } from '../message'
import { problemAnswer } from '../problem-answer'
import { call } from './call'
import { ENDPOINTS } from './endpoints'
import { endpointsAt } from './match'

const BASE = '/api/v1'
const FOR_KEYS = ENDPOINTS.filter(({ operation }) => operation.isForPeopleOnly !== true)

function principalOf({ id, name, scopes }: ApiKey): Principal {
  return { kind: 'api_key', id, name, scopes }
}

/** `/api/v1`: the administration interface, for keys with scope `admin` (api.md). */
export function keyDoor(context: DoorContext, pool: pg.Pool): Handler {
  return (request) => {
    const matches = endpointsAt(FOR_KEYS, request.path.slice(BASE.length))
    if (matches.length === 0)
      return problemAnswer(new HttpError('not_found', 'There is nothing at this path.'), request.requestId)
    const admission = { methods: matches.map(({ endpoint }) => endpoint.operation.method), scope: 'admin' } as const
    const answer = applicationDoor(context, admission, async (asked, key) => {
      const [match] = matches.filter(({ endpoint }) => endpoint.operation.method === asked.method)
      if (match === undefined) throw new HttpError('method_not_allowed', 'Use another method.')
      return call({ pool, decider: context.node, principal: principalOf(key) }, asked, match)
    })
    return answer(request)
  }
}
