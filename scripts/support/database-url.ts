import { findRunningPostgres } from '@/lib/embedded-postgres'
import { env } from '@/lib/env'

/** The database that a command works on: `DATABASE_URL`, else the embedded one that is running. @throws a sentence */
export async function commandDatabaseUrl(): Promise<string> {
  const { databaseUrl, dataDir } = env()
  const url = databaseUrl || (await findRunningPostgres(dataDir))
  if (url) return url
  throw new Error(`No database: set DATABASE_URL, or start Aviary with npm start (its data directory is ${dataDir}).`)
}
