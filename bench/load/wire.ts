import { connect, type Socket } from 'node:net'

const HEADER_END = Buffer.from('\r\n\r\n')
const LENGTH = /\r\ncontent-length: (\d+)/i

/** An answer off the wire; `raw` is its status line and headers. */
export interface WireAnswer {
  readonly status: number
  readonly raw: string
  readonly body: string
}

/** A keep-alive connection that carries one request at a time, at little cost for whoever measures. */
export interface Wire {
  /** Sends a request; `done` gets the answer, or null where the connection broke. */
  send(request: Buffer, done: (answer: WireAnswer | null) => void): void
  close(): void
}

function answerIn(received: Buffer): WireAnswer | null {
  const end = received.indexOf(HEADER_END)
  if (end < 0) return null
  const raw = received.toString('latin1', 0, end)
  const from = end + HEADER_END.length
  const to = from + Number(LENGTH.exec(raw)?.[1] ?? 0)
  return received.length < to
    ? null
    : { status: Number(raw.slice(9, 12)), raw, body: received.toString('utf8', from, to) }
}

/** Opens a connection; it opens itself again when it breaks. */
export function openWire(port: number): Wire {
  let socket: Socket | null = null
  let received: Buffer | null = null
  let waiting: ((answer: WireAnswer | null) => void) | null = null

  function settle(answer: WireAnswer | null): void {
    const done = waiting
    waiting = null
    received = null
    done?.(answer)
  }

  function take(chunk: Buffer): void {
    received = received === null ? chunk : Buffer.concat([received, chunk])
    const answer = answerIn(received)
    if (answer !== null) settle(answer)
  }

  function open(): Socket {
    const own = connect({ port, host: '127.0.0.1', noDelay: true })
    own.on('data', take)
    own.on('error', () => {})
    own.on('close', () => {
      if (own !== socket) return
      socket = null
      settle(null)
    })
    return own
  }

  socket = open()
  return {
    send: (request, done) => {
      waiting = done
      socket ??= open()
      socket.write(request)
    },
    close: () => {
      const last = socket
      socket = null
      last?.destroy()
    },
  }
}
