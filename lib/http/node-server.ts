import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { HttpError } from './http-error'
import type { EventSink, Incoming, Outgoing } from './message'
import { tooLarge, tooSlow } from './read-json'
import { requestIdFrom } from './request-id'

/** How long a refused body may go on arriving before its connection is cut. */
const LINGER_MS = 200

/** A body on its way. */
class BodyReader {
  readonly #chunks: Buffer[] = []
  readonly #timer: NodeJS.Timeout
  #size = 0
  #isSettled = false

  constructor(
    readonly source: IncomingMessage,
    readonly limitBytes: number,
    readonly timeoutMs: number,
    readonly resolve: (body: Buffer) => void,
    readonly reject: (error: HttpError) => void,
  ) {
    this.#timer = setTimeout(() => this.fail(() => tooSlow(timeoutMs)), timeoutMs)
    source.on('data', (chunk: Buffer) => this.#take(chunk))
    source.on('end', () => this.#end())
    source.on('error', () => this.fail(() => new HttpError('invalid_request', 'The body broke off.', { closes: true })))
  }

  /** An error costs as much as a decision: it is made only where it is needed. */
  fail(error: () => HttpError): void {
    if (!this.#settle()) return
    this.#chunks.length = 0
    this.reject(error())
  }

  #settle(): boolean {
    if (this.#isSettled) return false
    this.#isSettled = true
    clearTimeout(this.#timer)
    return true
  }

  #take(chunk: Buffer): void {
    if (this.#isSettled) return
    this.#size += chunk.length
    if (this.#size > this.limitBytes) this.fail(() => tooLarge(this.limitBytes))
    else this.#chunks.push(chunk)
  }

  #end(): void {
    if (!this.#settle()) return
    const [first] = this.#chunks
    this.resolve(this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks))
  }
}

function readBody(source: IncomingMessage, limitBytes: number, timeoutMs: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    new BodyReader(source, limitBytes, timeoutMs, resolve, reject)
  })
}

/** A body that has arrived whole, as nearly every decision's has by now: nothing is left to wait for. */
function arrivedBody(source: IncomingMessage, limitBytes: number): Buffer {
  const body: Buffer = source.read() ?? Buffer.alloc(0)
  if (body.length > limitBytes) throw tooLarge(limitBytes)
  return body
}

// One a connection: it carries one request after the other.
const closings = new WeakMap<Socket, AbortSignal>()

function closingOf(socket: Socket): AbortSignal {
  const known = closings.get(socket)
  if (known !== undefined) return known
  const closing = new AbortController()
  if (socket.destroyed) closing.abort()
  else socket.once('close', () => closing.abort())
  closings.set(socket, closing.signal)
  return closing.signal
}

/** A request of `node:http` as the doors see it. */
class NodeRequest implements Incoming {
  readonly method: string
  readonly path: string
  readonly query: string
  readonly requestId: string
  readonly #source: IncomingMessage

  constructor(source: IncomingMessage) {
    const url = source.url ?? '/'
    const mark = url.indexOf('?')
    this.#source = source
    this.method = source.method ?? 'GET'
    this.path = mark < 0 ? url : url.slice(0, mark)
    this.query = mark < 0 ? '' : url.slice(mark + 1)
    this.requestId = requestIdFrom(this.header('x-request-id'))
  }

  /** Made when it is asked for: a decision never does. */
  get signal(): AbortSignal {
    return closingOf(this.#source.socket)
  }

  header(name: string): string | undefined {
    const value = this.#source.headers[name]
    return Array.isArray(value) ? value.join(', ') : value
  }

  body(limitBytes: number, timeoutMs: number): Buffer | Promise<Buffer> {
    return this.#source.complete ? arrivedBody(this.#source, limitBytes) : readBody(this.#source, limitBytes, timeoutMs)
  }
}

/** A request of `node:http` as the doors see it. */
export function fromNode(source: IncomingMessage): Incoming {
  return new NodeRequest(source)
}

function sinkOf(target: ServerResponse): EventSink {
  return {
    pendingBytes: () => target.writableLength,
    write: (text) => void target.write(text),
    // A reader that does not read would never see the end.
    close: () => void (target.writableNeedDrain ? target.destroy() : target.end()),
    drop: () => void target.destroy(),
  }
}

function stream(start: NonNullable<Outgoing['stream']>, target: ServerResponse): void {
  target.flushHeaders()
  target.on('close', start(sinkOf(target)))
}

/** Writes an answer of a door with `node:http`. */
export function toNode(answer: Outgoing, target: ServerResponse, requestId: string): void {
  if (target.destroyed) return
  // A flat list is what Node stores fastest.
  const headers: string[] = ['X-Request-Id', requestId]
  for (const name in answer.headers) headers.push(name, answer.headers[name] as string)
  if (answer.closes) headers.push('Connection', 'close')
  const hasBody = answer.stream === undefined && answer.status !== 304 && answer.status !== 204
  if (hasBody) headers.push('Content-Length', String(Buffer.byteLength(answer.body)))
  target.writeHead(answer.status, headers)
  if (answer.stream) stream(answer.stream, target)
  else target.end(answer.body)
  // Node would go on reading a refused body to keep the connection; nobody wants the rest.
  if (answer.closes) target.on('finish', () => setTimeout(() => target.req.destroy(), LINGER_MS))
}
