import type pg from 'pg'
import type { Operation } from '@/lib/contracts/api/operation'
import type { Decider } from '@/lib/queries/explain-decision'
import { consoleDoor } from '../console-door'
import { HttpError } from '../http-error'
import { call } from './call'
import { ENDPOINTS } from './endpoints'
import { endpointsAt } from './match'

const BASE = '/api/console'

const isForPeople = ({ isRead = false, isForPeopleOnly = false }: Operation) => isRead || isForPeopleOnly

/**
 * `/api/console`: the operations that only read, for whoever is signed in. Changes come by server actions.
 * A page of another origin can't read the answers, and nothing here changes anything, so a forged request is harmless.
 */
export function consoleReads(pool: () => pg.Pool, decider: () => Decider): (request: Request) => Promise<Response> {
  return consoleDoor(async (user, request) => {
    const matches = endpointsAt(ENDPOINTS, request.path.slice(BASE.length))
    const match = matches.find(({ endpoint }) => endpoint.operation.method === request.method)
    if (match === undefined || !isForPeople(match.endpoint.operation))
      throw new HttpError('not_found', 'There is nothing at this path.')
    return call({ pool: pool(), decider: decider(), principal: { kind: 'console_user', ...user } }, request, match)
  })
}
