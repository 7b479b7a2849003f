import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { afterAll, beforeAll } from 'vitest'
import { createApiKey } from '@/lib/changes/create-api-key'
import { createForward } from '@/lib/front/forward'
import { createFrontServer } from '@/lib/front/front-server'
import { keyDoor } from '@/lib/http/api/key-door'
import { openDoors } from '@/lib/http/doors/open'
import { createRouter } from '@/lib/http/routes'
import type { Aviary } from './import'
import { openapiCheck } from './openapi-check'
import { OPERATOR } from './principals'

export interface ApiAnswer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: what a test looks into is what it tests
  readonly body: any
}

export interface Asked {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Another key than the one with scope admin; null: none. */
  readonly key?: string | null
}

/**
 * The administration interface over HTTP, behind a front that answers the doors for applications and forwards the rest as
 * in production, with a key of each scope. Every
 * answer is checked against the OpenAPI document that the same server serves.
 */
export interface Api {
  readonly url: string
  readonly adminKey: string
  readonly decideKey: string
  ask(method: string, path: string, asked?: Asked): Promise<ApiAnswer>
}

async function listen(server: Server): Promise<number> {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return (server.address() as AddressInfo).port
}

async function open(aviary: Aviary): Promise<Api & { close(): Promise<void> }> {
  const log = pino({ level: 'silent' })
  const doors = openDoors({
    databaseUrl: aviary.applicationUrl,
    maxStalenessMs: 300_000,
    kind: 'front',
    version: 'test',
    metricsToken: null,
    log,
  })
  const applications = createRouter(doors.context)
  const administration = keyDoor(doors.context, aviary.pool)
  const console = createFrontServer((path) => (path.startsWith('/api/v1/') ? administration : null), null)
  const port = await listen(console)
  const server = createFrontServer(
    applications,
    createForward({ port, publicOrigin: null, reached: doors.node.reached }),
  )
  const url = `http://127.0.0.1:${await listen(server)}`
  await doors.node.state.sync()
  const context = { pool: aviary.pool, principal: OPERATOR, requestId: 'test' }
  const make = async (scope: 'admin' | 'decide') =>
    (await createApiKey(context, { name: `Test ${scope}`, scopes: [scope] })).value.key
  const [adminKey, decideKey] = [await make('admin'), await make('decide')]
  const check = openapiCheck(await (await fetch(`${url}/api/openapi.json`)).json())
  return {
    url,
    adminKey,
    decideKey,
    ask: async (method, path, { body, headers = {}, key = adminKey } = {}) => {
      const response = await fetch(url + path, {
        method,
        headers: {
          ...(key !== null && { Authorization: `Bearer ${key}` }),
          ...(body !== undefined && { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      const text = await response.text()
      const contentType = response.headers.get('content-type') ?? ''
      const { status, headers: answered } = response
      const answer = { status, headers: answered, body: contentType.includes('json') ? JSON.parse(text) : text }
      check({ method, path, contentType, ...answer })
      return answer
    },
    close: async () => {
      for (const each of [server, console]) each.close().closeAllConnections()
      await doors.close()
    },
  }
}

/** Serves a test file's database. Readable inside tests only. */
export function serveApi(aviary: () => Aviary): () => Api {
  let opened: Awaited<ReturnType<typeof open>> | undefined
  beforeAll(async () => {
    opened = await open(aviary())
  })
  afterAll(() => opened?.close())
  return () => {
    if (opened === undefined) throw new Error('The API is served only while tests run.')
    return opened
  }
}
