import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

// Any constant of our own: all of Aviary's commands take it, nothing else does.
const LOCK = 7_284_923_001
const POLL_MS = 200

async function checkEncoding(client: pg.Client): Promise<void> {
  const { rows } = await client.query('SHOW server_encoding')
  const { server_encoding: encoding } = rows[0]
  if (encoding !== 'UTF8') throw new Error(`The database's encoding is ${encoding}: make it anew with ENCODING 'UTF8'.`)
}

function explain(error: NodeJS.ErrnoException): never {
  // Where a name has several addresses, the error has a code and no message.
  throw new Error(`The database can't be reached: ${error.message || error.code}.`, { cause: error })
}

/** Runs `work` on a connection of its own. @throws when there is none to be had, or `work` throws */
export async function inSession<Result>(
  databaseUrl: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'aviary migrations',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  })
  // Without a listener a connection that dies while idle would end the process; the next query says so.
  client.on('error', () => {})
  try {
    await client.connect().catch(explain)
    await checkEncoding(client)
    return await work(client)
  } finally {
    await client.end()
  }
}

async function takeTurn(client: pg.Client): Promise<void> {
  // Polled: whoever waits inside a statement holds a snapshot, and CREATE INDEX CONCURRENTLY would wait for that one.
  for (;;) {
    const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS is_ours', [LOCK])
    if (rows[0].is_ours) return
    await sleep(POLL_MS)
  }
}

/** As `inSession`, while no other command of ours changes this database's schema. */
export function inMigrationSession<Result>(
  databaseUrl: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  return inSession(databaseUrl, async (client) => {
    await takeTurn(client)
    return work(client)
  })
}
