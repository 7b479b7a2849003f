import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { after, mended } from '@/lib/http/after'
import { HttpError } from '@/lib/http/http-error'
import type { Handler, Outgoing } from '@/lib/http/message'
import { fromNode, toNode } from '@/lib/http/node-server'
import { problemAnswer, toHttpError } from '@/lib/http/problem-answer'
import { requestIdFrom } from '@/lib/http/request-id'
import type { Router } from '@/lib/http/routes'
import { closeSilentConnections } from './silent-connections'

export type Forward = (request: IncomingMessage, response: ServerResponse) => void

const NO_REQUEST = new HttpError('invalid_request', 'This is not a request of HTTP/1.1.')
const CLIENT_ERRORS: Record<string, HttpError> = {
  HPE_HEADER_OVERFLOW: new HttpError('headers_too_large', 'Send fewer or shorter headers.'),
  ERR_HTTP_REQUEST_TIMEOUT: new HttpError('request_timeout', 'The request did not arrive in time.'),
}

// What could not be read as a request has no response to write to.
function refuse(error: NodeJS.ErrnoException, socket: Duplex): void {
  const requestId = requestIdFrom(undefined)
  const { status, headers, body } = problemAnswer(CLIENT_ERRORS[error.code ?? ''] ?? NO_REQUEST, requestId)
  const all = { ...headers, 'X-Request-Id': requestId, Connection: 'close', 'Content-Length': Buffer.byteLength(body) }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`)
}

interface Arrival {
  readonly handler: Handler
  readonly source: IncomingMessage
  readonly target: ServerResponse
}

/** Has it answered; returns what then writes the answer. */
function answered({ handler, source, target }: Arrival): () => void {
  const request = fromNode(source)
  const failed = (error: unknown) => problemAnswer(toHttpError(error), request.requestId)
  const write = (answer: Outgoing) => toNode(answer, target, request.requestId)
  const answer = mended(() => handler(request), failed)
  return () =>
    void mended(
      () => after(answer, write),
      (error) => write(failed(error)),
    )
}

/**
 * Answers together what one turn of the event loop has read, and writes then. Measured, decisions cost half as much
 * again with reads and writes between them.
 */
function createTogether(): (arrival: Arrival) => void {
  let arrived: Arrival[] = []
  const answerAll = () => {
    const all = arrived
    arrived = []
    for (const write of all.map(answered)) write()
  }
  return (arrival) => {
    if (arrived.push(arrival) === 1) setImmediate(answerAll)
  }
}

/** The server that owns the port: its own doors first, everything else to the console where there is one. */
export function createFrontServer(router: Router, forward: Forward | null): Server {
  const answerTogether = createTogether()
  const server = createServer({ keepAliveTimeout: 65_000, headersTimeout: 10_000, noDelay: true }, (source, target) => {
    const url = source.url ?? '/'
    const mark = url.indexOf('?')
    const handler = router(mark < 0 ? url : url.slice(0, mark))
    if (handler !== null) return answerTogether({ handler, source, target })
    if (forward !== null) return forward(source, target)
    const { requestId } = fromNode(source)
    toNode(problemAnswer(new HttpError('not_found', 'This node has no console.'), requestId), target, requestId)
  })
  closeSilentConnections(server)
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable || error.code === 'ECONNRESET') socket.destroy()
    else refuse(error, socket)
  })
  // Nothing here speaks another protocol.
  server.on('upgrade', (_request, socket) => socket.destroy())
  return server
}
