import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createForward } from '@/lib/front/forward'
import { createFrontServer } from '@/lib/front/front-server'
import { eventsDoor } from '@/lib/http/doors/events-door'
import { type Handler, json } from '@/lib/http/message'
import { createRouter } from '@/lib/http/routes'
import { trustedProxies } from '@/lib/trusted-proxies'
import type { TestDoors } from './doors'

const MOST_BYTES = 64 << 20
const IN_TIME_MS = 30_000

/** What reached the console's place behind the front. */
export interface Arrived {
  readonly forwardedFor: string | undefined
  readonly bytes: number
}

async function listen(server: Server): Promise<number> {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return (server.address() as AddressInfo).port
}

const tell: Handler = async (request) => {
  const { length: bytes } = await request.body(MOST_BYTES, IN_TIME_MS)
  return json(200, JSON.stringify({ forwardedFor: request.header('x-forwarded-for'), bytes } satisfies Arrived))
}

/**
 * The front's own server over open doors, as it is behind a proxy on 127.0.0.1. In the console's place stands what serves
 * its changes, and tells at every other path what arrived.
 */
export async function startProxiedFront({ context, node }: TestDoors): Promise<{ port: number; close(): void }> {
  const changes = eventsDoor(context, async () => null)
  const console = createFrontServer((path) => (path === '/api/events' ? changes : tell), null)
  const forward = createForward({
    port: await listen(console),
    publicOrigin: 'https://aviary.example.edu',
    proxies: trustedProxies('127.0.0.1'),
    reached: node.reached,
  })
  const front = createFrontServer(createRouter(context), forward)
  const port = await listen(front)
  const close = () => {
    for (const server of [front, console]) server.close().closeAllConnections()
  }
  return { port, close }
}
