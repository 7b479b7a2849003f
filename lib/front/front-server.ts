import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { HttpError } from '@/lib/http/http-error'
import type { Handler } from '@/lib/http/message'
import { fromNode, toNode } from '@/lib/http/node-server'
import { problemAnswer, toHttpError } from '@/lib/http/problem-answer'
import type { Router } from '@/lib/http/routes'

export type Forward = (request: IncomingMessage, response: ServerResponse) => void

const CLIENT_ERRORS: Record<string, string> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
}

async function answerWith(handler: Handler, source: IncomingMessage, target: ServerResponse): Promise<void> {
  const request = fromNode(source)
  try {
    toNode(await handler(request), target, request.requestId)
  } catch (error) {
    toNode(problemAnswer(toHttpError(error), request.requestId), target, request.requestId)
  }
}

/** The server that owns the port: its own doors first, everything else to the console where there is one. */
export function createFrontServer(router: Router, forward: Forward | null): Server {
  const server = createServer({ keepAliveTimeout: 65_000, headersTimeout: 10_000, noDelay: true }, (source, target) => {
    const url = source.url ?? '/'
    const mark = url.indexOf('?')
    const handler = router(mark < 0 ? url : url.slice(0, mark))
    if (handler !== null) return void answerWith(handler, source, target)
    if (forward !== null) return forward(source, target)
    const { requestId } = fromNode(source)
    toNode(problemAnswer(new HttpError('not_found', 'This node has no console.'), requestId), target, requestId)
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy()
    socket.end(
      `HTTP/1.1 ${CLIENT_ERRORS[error.code ?? ''] ?? '400 Bad Request'}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
    )
  })
  // Nothing here speaks another protocol.
  server.on('upgrade', (_request, socket) => socket.destroy())
  return server
}
