import type pg from 'pg'
import { CONSOLE_POOL, createPool } from '@/lib/db/pool'
import type { DecisionNode } from '@/lib/decisions/node'
import { env } from '@/lib/env'
import { consoleLog } from '@/lib/telemetry/console-log'
import type { DoorContext } from './doors/context'
import { type OpenDoors, openDoors } from './doors/open'
import type { Handler } from './message'
import { webDoor } from './web-server'

type RouteHandler = (request: Request) => Promise<Response>
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS'

// Next's bundles each hold a copy of this module; the process is one node, with one LISTEN connection.
const shared = globalThis as typeof globalThis & { aviaryDoors?: OpenDoors; aviaryChanges?: pg.Pool }

function open(): OpenDoors {
  const { databaseUrl, maxStalenessMs, metricsToken, version } = env()
  const kind = 'console'
  const opened = openDoors({ databaseUrl, maxStalenessMs, metricsToken, version, kind, log: consoleLog() })
  // Next waits for what is open before it ends: an event stream would be, for ever.
  process.once('SIGTERM', opened.drain).once('SIGINT', opened.drain)
  return opened
}

function doors(): OpenDoors {
  shared.aviaryDoors ??= open()
  return shared.aviaryDoors
}

/** The node that decides in this process. */
export const consoleNode = (): DecisionNode => doors().node

/** Connections for changes and long reads, apart from those that decisions wait for. */
export function changesPool(): pg.Pool {
  const warn = (error: Error) => consoleLog().warn({ err: error.message }, 'an idle connection was lost')
  shared.aviaryChanges ??= createPool(env().databaseUrl, CONSOLE_POOL, warn)
  return shared.aviaryChanges
}

/**
 * A door of the front as the route handlers of Next, one for every method: the door itself refuses the wrong ones. The
 * node behind it starts with the first request, never while Next builds.
 */
export function nextDoor(door: (context: DoorContext) => Handler): Record<Method, RouteHandler> {
  let handler: RouteHandler | undefined
  const handle: RouteHandler = (request) => {
    handler ??= webDoor(door(doors().context))
    return handler(request)
  }
  return { GET: handle, POST: handle, PUT: handle, PATCH: handle, DELETE: handle, HEAD: handle, OPTIONS: handle }
}
