import type { IncomingMessage, ServerResponse } from 'node:http'
import { HttpError } from './http-error'
import type { EventSink, Incoming, Outgoing } from './message'
import { tooLarge, tooSlow } from './read-json'
import { requestIdFrom } from './request-id'

/** How long a refused body may go on arriving before its connection is cut. */
const LINGER_MS = 200

function readBody(source: IncomingMessage, limitBytes: number, timeoutMs: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    let isSettled = false
    const settle = () => {
      isSettled = true
      clearTimeout(timer)
      source.off('data', take)
    }
    const take = (chunk: Buffer) => {
      size += chunk.length
      if (size <= limitBytes) return void chunks.push(chunk)
      settle()
      reject(tooLarge(limitBytes))
    }
    const timer = setTimeout(() => {
      settle()
      reject(tooSlow(timeoutMs))
    }, timeoutMs)
    source.on('data', take)
    source.on('end', () => {
      settle()
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks))
    })
    source.on('close', () => {
      // Every request closes in the end, and an error costs as much as the rest of a decision.
      if (!isSettled) reject(new HttpError('invalid_request', 'The body broke off.', { closes: true }))
      settle()
    })
  })
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

  header(name: string): string | undefined {
    const value = this.#source.headers[name]
    return Array.isArray(value) ? value.join(', ') : value
  }

  body(limitBytes: number, timeoutMs: number): Promise<Buffer> {
    return readBody(this.#source, limitBytes, timeoutMs)
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
