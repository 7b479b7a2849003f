import pg from 'pg'
import { z } from 'zod'

const CHANNEL = 'feature_rollouts'
const HEARTBEAT_MS = 2000
const LONGEST_WAIT_MS = 5000
const GOODBYE_MS = 500

const message = z.object({
  epoch: z.string(),
  n: z.number().int().nonnegative(),
  hint: z.array(z.string()),
  /** When it was committed, ms since 1970 of database time; a database of an older release does not say. */
  at: z.number().optional(),
})
export type ChangeMessage = z.infer<typeof message>

export interface ListenerEvents {
  /** A change was announced; null: an announcement that can't be read. */
  readonly onMessage: (message: ChangeMessage | null) => void
  /** Listening (again): whatever was announced before was missed. */
  readonly onConnected: () => void
  readonly onLost: (error: Error) => void
}

export interface Listener {
  isAlive(): boolean
  close(): Promise<void>
}

function parse(payload: string | undefined): ChangeMessage | null {
  try {
    return message.parse(JSON.parse(payload ?? ''))
  } catch {
    return null
  }
}

function cut(client: pg.Client): void {
  ;(client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy()
}

/**
 * Listens for changes on a connection of its own, and connects again with jitter when it is lost. A heartbeat under a
 * time-out finds a half-open connection, which gives no event at all.
 * @param config must reach PostgreSQL directly: behind a transaction pooler LISTEN is accepted and hears nothing
 */
export function startListener(config: pg.ClientConfig, { onMessage, onConnected, onLost }: ListenerEvents): Listener {
  let client: pg.Client | null = null
  let isAlive = false
  let isClosed = false
  let failures = 0
  let timer: NodeJS.Timeout | undefined

  function lose(lost: pg.Client, error: Error): void {
    if (lost !== client) return
    client = null
    isAlive = false
    // end() alone waits for a peer that may never answer.
    lost.end().catch(() => {})
    cut(lost)
    if (isClosed) return
    onLost(error)
    const waitMs = Math.min(LONGEST_WAIT_MS, 50 * 2 ** failures++) * (0.5 + Math.random() / 2)
    timer = setTimeout(connect, waitMs)
  }

  async function beat(own: pg.Client): Promise<void> {
    try {
      await own.query('SELECT 1')
      if (own === client && !isClosed) timer = setTimeout(beat, HEARTBEAT_MS, own)
    } catch (error) {
      lose(own, error as Error)
    }
  }

  async function connect(): Promise<void> {
    const own = new pg.Client(config)
    client = own
    own.on('error', (error) => lose(own, error))
    own.on('end', () => lose(own, new Error('the connection ended')))
    own.on('notification', ({ payload }) => onMessage(parse(payload)))
    try {
      await own.connect()
      await own.query(`LISTEN ${CHANNEL}`)
      if (own !== client || isClosed) return
      isAlive = true
      failures = 0
      onConnected()
      timer = setTimeout(beat, HEARTBEAT_MS, own)
    } catch (error) {
      lose(own, error as Error)
    }
  }

  void connect()
  return {
    isAlive: () => isAlive,
    close: async () => {
      isClosed = true
      clearTimeout(timer)
      const last = client
      client = null
      if (last === null) return
      const hard = setTimeout(cut, GOODBYE_MS, last)
      await last.end().catch(() => {})
      clearTimeout(hard)
    },
  }
}
