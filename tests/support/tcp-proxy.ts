import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/**
 * `swallow`: bytes are taken and go nowhere, as when a cable is pulled. `mute`: only what the server says goes nowhere.
 * `refuse`: nobody is there.
 */
export type ProxyMode = 'pass' | 'swallow' | 'mute' | 'refuse'

interface ProxiedConnection {
  /** The first bytes that the client sent: PostgreSQL's clients say their application's name. */
  hello(): string
  /** Takes this connection's bytes from now on, whatever the proxy does with others. */
  swallow(): void
}

export interface TcpProxy {
  /** The address of what is behind it, by way of it. */
  readonly url: string
  connections(): readonly ProxiedConnection[]
  /** What happens to all connections from now on, open ones too. */
  set(mode: ProxyMode): void
  /** Whoever sends this text is answered no more, on that connection; null: nobody more. */
  loseRepliesTo(text: string | null): void
  /** How long every piece of data is under way from now on, in each direction. */
  delay(ms: number): void
  close(): Promise<void>
}

interface Rules {
  mode: ProxyMode
  delayMs: number
  lostText: string | null
}

function link(client: Socket, server: Socket, rules: Rules) {
  let hello = ''
  let isSwallowed = false
  let isMuted = false
  const pair = [client, server]
  const end = () => {
    for (const socket of pair) socket.destroy()
  }
  const forward = (from: Socket, to: Socket) => {
    const delayed: Buffer[] = []
    let dueMs = 0
    from.on('data', (chunk) => {
      if (from === client && hello === '') hello = chunk.toString('latin1')
      if (from === client && rules.lostText !== null && chunk.includes(rules.lostText)) isMuted = true
      if (isSwallowed || rules.mode === 'swallow') return
      if (from === server && (isMuted || rules.mode === 'mute')) return
      delayed.push(chunk)
      // Whatever the delay of each, what came first leaves first.
      const pass = () => {
        const first = delayed.shift()
        if (first !== undefined && to.writable) to.write(first)
      }
      dueMs = Math.max(dueMs, performance.now() + rules.delayMs)
      if (delayed.length === 1 && rules.delayMs === 0) pass()
      else setTimeout(pass, dueMs - performance.now())
    })
    // Who swallows passes on no end either, and does not answer it.
    for (const last of ['end', 'close']) from.on(last, () => void (isSwallowed || rules.mode === 'swallow' || end()))
    from.on('error', () => {})
  }
  forward(client, server)
  forward(server, client)
  const swallow = () => {
    isSwallowed = true
  }
  return { hello: () => hello, swallow, end }
}

/** Stands between a client and a server that listens on TCP. @param url where the server is */
export async function startProxy(url: string): Promise<TcpProxy> {
  const target = new URL(url)
  const rules: Rules = { mode: 'pass', delayMs: 0, lostText: null }
  const links = new Map<Socket, ReturnType<typeof link>>()
  const listener = createServer({ allowHalfOpen: true }, (client) => {
    if (rules.mode === 'refuse') return void client.on('error', () => {}).resetAndDestroy()
    const own = link(client, connect({ host: target.hostname, port: Number(target.port), allowHalfOpen: true }), rules)
    links.set(client, own)
    client.on('close', () => void links.delete(client))
  })
  await once(listener.listen(0, '127.0.0.1'), 'listening')
  const through = new URL(url)
  through.port = String((listener.address() as AddressInfo).port)
  const cut = () => {
    for (const own of links.values()) own.end()
  }
  return {
    url: through.href,
    connections: () => [...links.values()],
    set: (mode) => {
      rules.mode = mode
      if (mode === 'refuse') cut()
    },
    loseRepliesTo: (text) => {
      rules.lostText = text
    },
    delay: (ms) => {
      rules.delayMs = ms
    },
    close: async () => {
      rules.mode = 'refuse'
      cut()
      listener.close()
    },
  }
}
