import type pg from 'pg'
import { consoleDoor } from '../console-door'
import { HttpError } from '../http-error'
import { call } from './call'
import { ENDPOINTS } from './endpoints'
import { endpointsAt } from './match'

const BASE = '/api/console'

/**
 * `/api/console`: the operations that only read, for whoever is signed in. Changes come by server actions.
 * A page of another origin can't read the answers, and nothing here changes anything, so a forged request is harmless.
 */
export function consoleReads(pool: () => pg.Pool): (request: Request) => Promise<Response> {
  return consoleDoor(async (user, request) => {
    const matches = endpointsAt(ENDPOINTS, request.path.slice(BASE.length))
    const match = matches.find(({ endpoint }) => endpoint.operation.method === request.method)
    if (match?.endpoint.operation.isRead !== true) throw new HttpError('not_found', 'There is nothing at this path.')
    return call({ pool: pool(), principal: { kind: 'console_user', ...user } }, request, match)
  })
}
