import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** One answer as it came over the wire. Header names in lower case. */
export interface RawAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

/** A connection that says exactly what it is told to say. */
export interface RawConnection {
  readonly socket: Socket
  send(bytes: string | Uint8Array): void
  /** The answers that came so far. What is no answer of HTTP fails. */
  answers(): readonly RawAnswer[]
  /** Resolves to all answers when there are `count`, or the server has closed. */
  answered(count: number): Promise<readonly RawAnswer[]>
  /** Resolves when the server has closed the connection, orderly or not. */
  readonly closed: Promise<void>
}

const HEAD_END = '\r\n\r\n'

function headersOf(lines: readonly string[]): Record<string, string> {
  const pairs = lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)])
  return Object.fromEntries(pairs)
}

/** Latin-1 keeps one character a byte, so that lengths are what Content-Length counts. */
function parse(received: string): RawAnswer[] {
  const found: RawAnswer[] = []
  for (let rest = received; rest !== ''; ) {
    const end = rest.indexOf(HEAD_END)
    if (end < 0) break
    const [first = '', ...lines] = rest.slice(0, end).split('\r\n')
    const status = /^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1]
    if (status === undefined) throw new Error(`no answer of HTTP: ${rest.slice(0, 200)}`)
    const headers = headersOf(lines)
    const from = end + HEAD_END.length
    // Node's own refusals have an empty body in chunks.
    const length = Number(headers['content-length'] ?? (headers['transfer-encoding'] === 'chunked' ? 5 : 0))
    if (rest.length < from + length) break
    const text = Buffer.from(rest.slice(from, from + length), 'latin1').toString('utf8')
    if (status !== '100') found.push({ status: Number(status), headers, text })
    rest = rest.slice(from + length)
  }
  return found
}

/** Opens a connection to a server's url. */
export async function openRaw(url: string): Promise<RawConnection> {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port) })
  await once(socket, 'connect')
  let received = ''
  socket.on('data', (chunk) => (received += chunk.toString('latin1')))
  socket.on('error', () => {})
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()))
  const answers = () => parse(received)
  return {
    socket,
    send: (bytes) => void socket.write(bytes),
    answers,
    answered: (count) =>
      new Promise((resolve) => {
        const look = () => void (answers().length >= count && resolve(answers()))
        socket.on('data', look)
        closed.then(() => resolve(answers()))
        look()
      }),
    closed,
  }
}

/** A request in bytes. @param body sent with its honest length unless `headers` say how it comes */
export function rawRequest(
  path: string,
  headers: Readonly<Record<string, string | number>>,
  body: string | Uint8Array = '',
): Buffer {
  const bytes = Buffer.from(body)
  const names = Object.keys(headers).map((name) => name.toLowerCase())
  const isFramed = names.includes('content-length') || names.includes('transfer-encoding')
  const all = { Host: 'localhost', ...(!isFramed && { 'Content-Length': bytes.length }), ...headers }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.concat([Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1'), bytes])
}
