import { Agent, type IncomingMessage, type ServerResponse } from 'node:http'
import { createProxyServer } from 'httpxy'
import { HttpError } from '@/lib/http/http-error'
import type { Outgoing } from '@/lib/http/message'
import { fromNode, toNode } from '@/lib/http/node-server'
import { problemAnswer } from '@/lib/http/problem-answer'
import { requestIdFrom } from '@/lib/http/request-id'
import { counters } from '@/lib/telemetry/counters'
import { noteAnswer } from '@/lib/telemetry/http-counts'
import { type TrustedProxies, trustedProxies } from '@/lib/trusted-proxies'
import { clientAddress } from './client-address'
import { pathFault } from './path-fault'
import { waitingPage } from './waiting-page'

const REVISION_HEADER = 'x-aviary-revision'
const REVISION_WAIT_MS = 1000
const PROXY_TIMEOUT_MS = 300_000
/** How long an idle connection to the console is kept: for less time than the console itself keeps it. */
const IDLE_MS = 60_000
const EVENTS_PATH = '/api/events'
/** A stream beats every few seconds; where nothing goes through for so long, its reader does not read. */
const STUCK_MS = 30_000
const BODY_METHODS: readonly (string | undefined)[] = ['POST', 'PUT', 'PATCH']

const UNAVAILABLE = new HttpError('console_unavailable', 'Try again in a moment.', { headers: { 'Retry-After': '1' } })
// What HTTP knows beside these, no route has; Next would answer it in ways of its own.
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const NO_METHOD = new HttpError('method_not_allowed', `Use ${METHODS.join(', ')}.`, {
  headers: { Allow: METHODS.join(', ') },
})
const CHUNKED = new HttpError('length_required', 'Send this method with a Content-Length or without a body.', {
  closes: true,
})

export interface ForwardOptions {
  readonly port: number
  /** Where people reach the product; a request's own headers are never believed. */
  readonly publicOrigin: string | null
  /** Of these it is believed who asked them; none by default. */
  readonly proxies?: TrustedProxies
  /** Resolves when this process serves the revision, or after the time-out. */
  readonly reached: (n: number, timeoutMs: number) => Promise<void>
  /** How long nothing may go through an event stream before its reader is dropped. */
  readonly stuckMs?: number
}

const FORGEABLE = ['x-forwarded-', 'x-middleware-', 'x-nextjs-']
// By these Next takes a request for one of its router's, which an interface never gets.
const OF_ROUTER = ['rsc', 'next-router-', 'next-url', 'next-action']

function isLeftOut(name: string, isApi: boolean): boolean {
  return name === 'forwarded' || [...FORGEABLE, ...(isApi ? OF_ROUTER : [])].some((prefix) => name.startsWith(prefix))
}

type Place = Required<Pick<ForwardOptions, 'publicOrigin' | 'proxies'>>

function setForwarded({ headers, socket, url = '/' }: IncomingMessage, { publicOrigin, proxies }: Place): void {
  const forwardedFor = headers['x-forwarded-for'] as string | undefined
  const isApi = url.startsWith('/api/')
  for (const name of Object.keys(headers)) if (isLeftOut(name, isApi)) delete headers[name]
  const origin = publicOrigin === null ? null : new URL(publicOrigin)
  headers['x-forwarded-host'] = origin?.host ?? headers.host ?? ''
  headers['x-forwarded-proto'] = origin?.protocol.slice(0, -1) ?? 'http'
  headers['x-forwarded-for'] = clientAddress({ peer: socket.remoteAddress ?? '', forwardedFor, proxies })
  headers['x-request-id'] = requestIdFrom(headers['x-request-id'] as string | undefined)
}

function unavailable(request: IncomingMessage, requestId: string): Outgoing {
  return request.headers.accept?.includes('text/html') ? waitingPage() : problemAnswer(UNAVAILABLE, requestId)
}

function send(answer: (requestId: string) => Outgoing, request: IncomingMessage, response: ServerResponse): void {
  const { requestId } = fromNode(request)
  if (response.headersSent) response.destroy()
  else toNode(answer(requestId), response, requestId)
}

const isOfEvents = ({ url = '/' }: IncomingMessage) => url.split('?', 1)[0] === EVENTS_PATH

function measure(request: IncomingMessage, response: ServerResponse): void {
  const startedAtMs = performance.now()
  const isStream = isOfEvents(request)
  if (isStream) counters.forwardedStreams++
  response.once('close', () => {
    if (isStream) counters.forwardedStreams--
    noteAnswer(counters.http.console, response.statusCode, isStream ? null : (performance.now() - startedAtMs) / 1000)
  })
}

/** Forwards a request to the console, streaming both ways. */
export function createForward({
  port,
  publicOrigin,
  proxies = trustedProxies(''),
  reached,
  stuckMs = STUCK_MS,
}: ForwardOptions) {
  // Streams stay open: among the others they would leave no connection for requests.
  const agents = {
    streams: new Agent({ keepAlive: false }),
    requests: new Agent({ keepAlive: true, maxSockets: 256, timeout: IDLE_MS }),
  }
  const proxy = createProxyServer({
    target: { host: '127.0.0.1', port, protocol: 'http:' },
    proxyTimeout: PROXY_TIMEOUT_MS,
    selfHandleResponse: true,
  })

  // The answer to a change is held until this process serves what it made (reliability.md, "Read your writes").
  proxy.on('proxyRes', async (answer, request, response) => {
    const revision = Number(answer.headers[REVISION_HEADER])
    if (Number.isInteger(revision)) await reached(revision, REVISION_WAIT_MS)
    const { connection: _c, 'keep-alive': _k, 'transfer-encoding': _t, ...headers } = answer.headers
    response.on('close', () => answer.destroy())
    if (isOfEvents(request)) response.setTimeout(stuckMs, () => response.destroy())
    answer.on('error', () => response.destroy())
    if (!response.destroyed) response.writeHead(answer.statusCode ?? 502, headers)
    answer.pipe(response)
  })

  return (request: IncomingMessage, response: ServerResponse): void => {
    measure(request, response)
    const fault = pathFault(request.url ?? '')
    if (fault !== null) {
      send((requestId) => problemAnswer(new HttpError('invalid_request', fault), requestId), request, response)
      return
    }
    if (!METHODS.includes(request.method ?? '')) {
      send((requestId) => problemAnswer(NO_METHOD, requestId), request, response)
      return
    }
    const isChunked = request.headers['transfer-encoding'] !== undefined
    if (isChunked && !BODY_METHODS.includes(request.method)) {
      // Behind httpxy such a body would arrive as a second request.
      send((requestId) => problemAnswer(CHUNKED, requestId), request, response)
      return
    }
    setForwarded(request, { publicOrigin, proxies })
    const agent = isOfEvents(request) ? agents.streams : agents.requests
    proxy
      .web(request, response, { agent })
      .catch(() => send((requestId) => unavailable(request, requestId), request, response))
  }
}
