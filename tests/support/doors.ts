import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import type pg from 'pg'
import pino from 'pino'
import { makeApiKey } from '@/lib/auth/api-keys'
import type { DecisionNode } from '@/lib/decisions/node'
import { createFrontServer } from '@/lib/front/front-server'
import type { DoorContext } from '@/lib/http/doors/context'
import { createEventStreams, type EventStreamOptions } from '@/lib/http/doors/ofrep/event-streams'
import { openDoors } from '@/lib/http/doors/open'
import { createRouter } from '@/lib/http/routes'

/** A front without a console, in this process. */
export interface TestDoors {
  readonly url: string
  readonly node: DecisionNode
  readonly context: DoorContext
  /** Everything logged so far. */
  logged(): string
  /** How many connections are open. */
  connections(): Promise<number>
  /** What a network does now and then. */
  cutConnections(): void
  close(): Promise<void>
}

export interface TestDoorsOptions extends EventStreamOptions {
  readonly maxStalenessMs?: number
  /** Where to listen; any free port otherwise. */
  readonly port?: number
}

/** Serves a database's decisions. Resolves when it has tried to read the facts. */
export async function startDoors(databaseUrl: string, options: TestDoorsOptions = {}): Promise<TestDoors> {
  const { maxStalenessMs = 300_000, port = 0, ...streamOptions } = options
  const lines: string[] = []
  const log = pino({ level: 'trace' }, { write: (line) => void lines.push(line) })
  const doors = openDoors({ databaseUrl, maxStalenessMs, kind: 'front', version: 'test', metricsToken: null, log })
  doors.context.eventStreams.close()
  const eventStreams = createEventStreams(doors.node, streamOptions)
  const context = { ...doors.context, eventStreams }
  const server = createFrontServer(createRouter(context), null)
  await once(server.listen(port, '127.0.0.1'), 'listening')
  await doors.node.state.sync().catch(() => {})
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    node: doors.node,
    context,
    logged: () => lines.join(''),
    connections: promisify(server.getConnections.bind(server)),
    cutConnections: () => server.closeAllConnections(),
    close: async () => {
      eventStreams.close()
      server.close()
      server.closeAllConnections()
      await doors.close()
    },
  }
}

export interface TestKeyOptions {
  readonly origins?: readonly string[]
  readonly ratePerS?: number
  readonly expiresAt?: Date
}

/** Puts a new API key with scope decide into the database and returns it. */
export async function insertKey(db: pg.ClientBase, options: TestKeyOptions = {}): Promise<string> {
  const { origins = [], ratePerS = null, expiresAt = null } = options
  const { key, prefix, hash } = makeApiKey()
  await db.query(
    `INSERT INTO api_keys (name, prefix, hash, scopes, allowed_origins, rate_limit_per_s, expires_at)
     VALUES ('test', $1, $2, '{decide}', $3, $4, $5)`,
    [prefix, hash, origins, ratePerS, expiresAt],
  )
  return key
}
