import type { IncomingMessage, ServerResponse } from 'node:http'
import { HttpError } from './http-error'
import type { EventSink, Incoming, Outgoing } from './message'
import { tooLarge, tooSlow } from './read-json'
import { requestIdFrom } from './request-id'

function readBody(source: IncomingMessage, limitBytes: number, timeoutMs: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const settle = (finish: () => void) => {
      clearTimeout(timer)
      source.off('data', take).off('end', end).off('error', fail).off('close', fail)
      finish()
    }
    const take = (chunk: Buffer) => {
      size += chunk.length
      if (size > limitBytes) settle(() => reject(tooLarge(limitBytes)))
      else chunks.push(chunk)
    }
    const end = () => settle(() => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)))
    const fail = () => settle(() => reject(new HttpError('invalid_request', 'The body broke off.', { closes: true })))
    const timer = setTimeout(() => settle(() => reject(tooSlow(timeoutMs))), timeoutMs)
    source.on('data', take).on('end', end).on('error', fail).on('close', fail)
  })
}

/** A request of `node:http` as the doors see it. */
export function fromNode(source: IncomingMessage): Incoming {
  const url = source.url ?? '/'
  const mark = url.indexOf('?')
  return {
    method: source.method ?? 'GET',
    path: mark < 0 ? url : url.slice(0, mark),
    query: mark < 0 ? '' : url.slice(mark + 1),
    requestId: requestIdFrom(source.headers['x-request-id'] as string | undefined),
    header: (name) => {
      const value = source.headers[name]
      return Array.isArray(value) ? value.join(', ') : value
    },
    body: (limitBytes, timeoutMs) => readBody(source, limitBytes, timeoutMs),
  }
}

function sinkOf(target: ServerResponse): EventSink {
  return {
    pendingBytes: () => target.writableLength,
    write: (text) => void target.write(text),
    close: () => void target.end(),
  }
}

/** Writes an answer of a door with `node:http`. */
export function toNode(answer: Outgoing, target: ServerResponse, requestId: string): void {
  const headers: Record<string, string | number> = { ...answer.headers, 'X-Request-Id': requestId }
  if (answer.stream) {
    target.writeHead(answer.status, headers)
    target.flushHeaders()
    const stop = answer.stream(sinkOf(target))
    target.on('close', stop)
    return
  }
  if (answer.closes) headers.Connection = 'close'
  if (answer.status !== 304 && answer.status !== 204) headers['Content-Length'] = Buffer.byteLength(answer.body)
  target.writeHead(answer.status, headers)
  target.end(answer.body)
  // Node would go on reading a refused body to keep the connection; nobody wants the rest.
  if (answer.closes) target.on('finish', () => setTimeout(() => target.req.destroy(), 200))
}
