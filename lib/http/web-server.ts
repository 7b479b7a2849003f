import { HttpError } from './http-error'
import type { EventSink, Handler, Incoming, Outgoing } from './message'
import { problemAnswer, toHttpError } from './problem-answer'
import { tooLarge, tooSlow } from './read-json'
import { requestIdFrom } from './request-id'

async function readBody(source: Request, limitBytes: number, timeoutMs: number): Promise<Buffer> {
  const reader = source.body?.getReader()
  if (reader === undefined) return Buffer.alloc(0)
  const chunks: Uint8Array[] = []
  let size = 0
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    void reader.cancel()
  }, timeoutMs)
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      size += part.value.length
      if (size > limitBytes) throw tooLarge(limitBytes)
      chunks.push(part.value)
    }
    if (isLate) throw tooSlow(timeoutMs)
    return Buffer.concat(chunks)
  } catch (error) {
    void reader.cancel().catch(() => {})
    throw error instanceof HttpError ? error : new HttpError('invalid_request', 'The body broke off.', { closes: true })
  } finally {
    clearTimeout(timer)
  }
}

/** A web `Request` as the doors see it. */
export function fromWeb(source: Request): Incoming {
  const url = new URL(source.url)
  return {
    method: source.method,
    path: url.pathname,
    query: url.search.slice(1),
    requestId: requestIdFrom(source.headers.get('x-request-id') ?? undefined),
    signal: source.signal,
    header: (name) => source.headers.get(name) ?? undefined,
    body: (limitBytes, timeoutMs) => readBody(source, limitBytes, timeoutMs),
  }
}

function eventBody(start: (sink: EventSink) => () => void): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let stop = () => {}
  let isOpen = true
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const sink: EventSink = {
          pendingBytes: () => -(controller.desiredSize ?? 0),
          write: (text) => isOpen && controller.enqueue(encoder.encode(text)),
          close: () => {
            if (isOpen) controller.close()
            isOpen = false
          },
          drop: () => {
            if (isOpen) controller.error(new DOMException('The reader does not read.', 'AbortError'))
            isOpen = false
          },
        }
        stop = start(sink)
      },
      // Whoever writes may not know yet that the reader has left.
      cancel: () => {
        isOpen = false
        stop()
      },
    },
    { highWaterMark: 0, size: (chunk) => chunk?.byteLength ?? 0 },
  )
}

/** An answer of a door as a web `Response`. */
export function toWeb(answer: Outgoing, requestId: string): Response {
  const headers = { ...answer.headers, 'X-Request-Id': requestId }
  const hasBody = answer.status !== 304 && answer.status !== 204
  const body = answer.stream ? eventBody(answer.stream) : hasBody ? answer.body : null
  return new Response(body, { status: answer.status, headers })
}

/** A door as a route handler of Next, and of any server of web requests. */
export function webDoor(handler: Handler): (request: Request) => Promise<Response> {
  return async (source) => {
    const request = fromWeb(source)
    try {
      return toWeb(await handler(request), request.requestId)
    } catch (error) {
      return toWeb(problemAnswer(toHttpError(error), request.requestId), request.requestId)
    }
  }
}
