import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'

interface Attribute {
  readonly key: string
  readonly value: Readonly<Record<string, unknown>>
}

/** A span or a log record as OTLP/HTTP sends it, in JSON. */
export interface Received {
  readonly name?: string
  readonly eventName?: string
  readonly traceId?: string
  readonly parentSpanId?: string
  readonly kind?: number
  readonly attributes: Readonly<Record<string, unknown>>
}

/** A collector of telemetry on this machine. */
export interface Collector {
  readonly url: string
  spans(): readonly Received[]
  events(): readonly Received[]
  close(): Promise<void>
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const bytes = Buffer.concat(chunks)
  return (request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString()
}

const plain = (attributes: readonly Attribute[]) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]))

// biome-ignore lint/suspicious/noExplicitAny: foreign JSON
function receivedIn(resources: any[], scopes: string, items: string): Received[] {
  return resources.flatMap((resource) =>
    // biome-ignore lint/suspicious/noExplicitAny: foreign JSON
    resource[scopes].flatMap((scope: any) =>
      // biome-ignore lint/suspicious/noExplicitAny: foreign JSON
      scope[items].map((item: any) => ({ ...item, attributes: plain(item.attributes) })),
    ),
  )
}

/** @param mode `silent` takes what comes and never answers */
export async function startCollector(mode: 'answering' | 'silent' = 'answering'): Promise<Collector> {
  const spans: Received[] = []
  const events: Received[] = []
  const server = createServer(async (request, response) => {
    const body = JSON.parse(await bodyOf(request))
    spans.push(...receivedIn(body.resourceSpans ?? [], 'scopeSpans', 'spans'))
    events.push(...receivedIn(body.resourceLogs ?? [], 'scopeLogs', 'logRecords'))
    if (mode === 'answering') response.setHeader('Content-Type', 'application/json').end('{}')
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans: () => spans,
    events: () => events,
    close: async () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
