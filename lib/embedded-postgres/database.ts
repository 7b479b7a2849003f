import { Client, escapeIdentifier } from 'pg'
import { superuser } from './cluster'

const connectTimeoutMs = 5_000

/** The url of a database of an embedded cluster. */
export function databaseUrl(port: number, password: string, database: string): string {
  return `postgresql://${superuser}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`
}

/**
 * Creates a database if the cluster has none of that name.
 * @param url of any database of the cluster
 * @returns whether it was created
 */
export async function ensureDatabase(url: string, name: string): Promise<boolean> {
  return withConnection(url, async (client) => {
    const found = await client.query('SELECT FROM pg_database WHERE datname = $1', [name])
    if (found.rowCount !== 0) return false
    await client.query(`CREATE DATABASE ${escapeIdentifier(name)}`)
    return true
  })
}

/** Whether the url leads to the PostgreSQL that runs on this data directory; rejects if it leads nowhere. */
export async function servesCluster(url: string, clusterDir: string): Promise<boolean> {
  return withConnection(url, async (client) => {
    const { rows } = await client.query<{ path: string }>(`SELECT current_setting('data_directory') AS path`)
    return rows[0]?.path === clusterDir
  })
}

/** TLS is named off, or PGSSLMODE of the caller's environment would decide. */
async function withConnection<T>(connectionString: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString, ssl: false, connectionTimeoutMillis: connectTimeoutMs })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await use(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}
