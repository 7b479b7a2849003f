/** A request as every door sees it, whatever server it came through. Header names in lower case. */
export interface Incoming {
  readonly method: string
  /** The path as sent, still encoded, without the query. */
  readonly path: string
  /** The query as sent, without the question mark. */
  readonly query: string
  readonly requestId: string
  /** Aborted when the caller goes away; undefined where the server does not tell. */
  readonly signal?: AbortSignal | undefined
  header(name: string): string | undefined
  /**
   * The whole body, at once where it has arrived.
   * @throws HttpError `payload_too_large` as soon as it is over `limitBytes`, `request_timeout` after `timeoutMs`
   */
  body(limitBytes: number, timeoutMs: number): Buffer | Promise<Buffer>
}

/** An answer, written as it stands by whatever server the request came through. */
export interface Outgoing {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** The rest of the request is left unread: the connection must not be used again. */
  readonly closes?: boolean
  /** An open-ended answer instead of `body`. `start` gets what writes to it and returns what stops it. */
  readonly stream?: (sink: EventSink) => () => void
}

export interface EventSink {
  /** Bytes waiting in this process for a reader that does not keep up. */
  readonly pendingBytes: () => number
  write(text: string): void
  close(): void
  /** Ends it for a reader that does not read: what waits is thrown away. */
  drop(): void
}

export type Handler = (request: Incoming) => Outgoing | Promise<Outgoing>

export const JSON_HEADERS = { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' } as const

const NONE: Readonly<Record<string, string>> = {}

/** An answer whose body is already JSON text. */
export function json(status: number, body: string, headers: Readonly<Record<string, string>> = NONE): Outgoing {
  return { status, headers: headers === NONE ? JSON_HEADERS : { ...JSON_HEADERS, ...headers }, body }
}
