import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { createForward } from '@/lib/front/forward'
import { createFrontServer } from '@/lib/front/front-server'
import {
  type ChangeStreamOptions,
  type ChangeStreams,
  createChangeStreams,
} from '@/lib/http/doors/events/change-streams'
import { eventsDoor } from '@/lib/http/doors/events-door'
import { openDoors } from '@/lib/http/doors/open'
import { HttpError } from '@/lib/http/http-error'
import type { Aviary } from './import'

/** The door for changes as the console has it, and a front that forwards to it. */
export interface EventServer {
  /** By way of the front. */
  readonly url: string
  readonly streams: ChangeStreams
  /** Resolves when it serves all that was changed before. */
  sync(): Promise<void>
  /** The connections of the console's own server. */
  connections(): Promise<number>
  close(): Promise<void>
}

const COOKIE = /^session=(.+)$/

/** The header of a session in these tests: no secret, for the cookie's own tests are elsewhere. */
export const sessionOf = (id: string, sessionVersion = 1, endsAtMs = Date.now() + 3_600_000) => ({
  cookie: `session=${JSON.stringify({ id, sessionVersion, endsAtMs })}`,
})

async function listen(server: ReturnType<typeof createFrontServer>): Promise<string> {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Serves the changes of a database. */
export async function startEventServer(aviary: Aviary, options: ChangeStreamOptions = {}): Promise<EventServer> {
  const log = pino({ level: 'silent' })
  const settings = { maxStalenessMs: 300_000, version: 'test', metricsToken: null, log } as const
  const doors = openDoors({ ...settings, databaseUrl: aviary.url, kind: 'console' })
  const changeStreams = createChangeStreams(doors.node, options)
  await doors.node.state.sync()

  // Whoever sends the cookie is signed in as the row says.
  const findSession = async (cookie: string | undefined) => {
    const { id, sessionVersion, endsAtMs } = JSON.parse(COOKIE.exec(cookie ?? '')?.[1] ?? '{}')
    const [row] = await aviary.rows<{ role: string }>(
      'SELECT role FROM console_users WHERE id = $1 AND session_version = $2 AND disabled_at IS NULL',
      [id, sessionVersion],
    )
    return row === undefined ? null : { userId: id, sessionVersion, role: row.role, endsAtMs }
  }
  const context = { ...doors.context, changeStreams }
  const inner = createFrontServer((path) => {
    if (path === '/api/other') return () => ({ status: 200, headers: {}, body: 'other' })
    if (path !== '/api/events') throw new HttpError('not_found', path)
    return (request) => eventsDoor(context, () => findSession(request.header('cookie')))(request)
  }, null)
  const port = Number(new URL(await listen(inner)).port)
  const outer = createFrontServer(() => null, createForward({ port, publicOrigin: null, reached: async () => {} }))
  return {
    url: await listen(outer),
    streams: changeStreams,
    sync: doors.node.state.sync,
    connections: () =>
      new Promise((resolve, reject) =>
        inner.getConnections((error, count) => (error ? reject(error) : resolve(count))),
      ),
    close: async () => {
      changeStreams.close()
      for (const server of [outer, inner]) {
        server.close()
        server.closeAllConnections()
      }
      await doors.close()
    },
  }
}
