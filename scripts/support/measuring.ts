import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startEmbeddedPostgres } from '@/lib/embedded-postgres'

export const ROUNDS = 21

/** What rounds of a question took: least, median and most, in ms, as the cells of a table. */
export async function cellsOf(ask: () => Promise<unknown>): Promise<string> {
  const tookMs: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const startedMs = performance.now()
    await ask()
    tookMs.push(performance.now() - startedMs)
  }
  tookMs.sort((one, other) => one - other)
  return [tookMs[0], tookMs[ROUNDS >> 1], tookMs.at(-1)].map((ms = 0) => ms.toFixed(1)).join(' | ')
}

/** Measures in DATABASE_URL, which must be empty, else in a PostgreSQL of its own, thrown away after. */
export async function inScratchDatabase(measure: (databaseUrl: string) => Promise<void>): Promise<void> {
  const { DATABASE_URL } = process.env
  if (DATABASE_URL) return measure(DATABASE_URL)
  const dataDir = await mkdtemp(path.join(tmpdir(), 'aviary-measure-'))
  await chmod(dataDir, 0o755)
  const postgres = await startEmbeddedPostgres({ dataDir })
  try {
    await measure(postgres.url)
  } finally {
    await postgres.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}
