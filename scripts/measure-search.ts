import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { CONSOLE_POOL, createPool } from '@/lib/db/pool'
import { startEmbeddedPostgres } from '@/lib/embedded-postgres'
import { type AccountsAsked, listAccounts } from '@/lib/queries/list-accounts'
import { migrate } from './db-migrate'
import { runCommand } from './support/command'
import { fillMillionAccounts } from './support/million-accounts'

// Account search on a million users and fifty thousand authors (data.md: under 50 ms). In DATABASE_URL, which must be
// empty, else in a PostgreSQL of its own, thrown away after.

const ROUNDS = 21

const SEARCHES: readonly (readonly [what: string, asked: Omit<AccountsAsked, 'limit'>])[] = [
  ['no search', {}],
  ['internal accounts', { internal: 'true' }],
  ['one letter, common', { q: 'a' }],
  ['one letter, rare', { q: 'z' }],
  ['one letter, Cyrillic', { q: 'Ж' }],
  ['two letters', { q: 'ad' }],
  ['two letters, no match', { q: 'qq' }],
  ['a common first name', { q: 'ada' }],
  ['a common last name', { q: 'lovelace' }],
  ['first and last name', { q: 'ada lovelace' }],
  ['last and first name', { q: 'lovelace ada' }],
  ['the middle of a common name', { q: 'ovelac' }],
  ['the middle of a rare word', { q: 'c4ca4' }],
  ['a college whose people came in a row', { q: 'wilberforce' }],
  ['what every address has', { q: 'example.edu' }],
  ['an address', { q: 'zhou.99999@campus49.example.edu' }],
  ['an id', { q: '999999' }],
  ['the beginning of ids', { q: '10' }],
  ['no match', { q: 'qqqq' }],
  ['no match, two words', { q: 'qqqq zzzz' }],
  ['internal accounts, one letter', { q: 'a', internal: 'true' }],
  ['internal accounts, no match', { q: 'qqqq', internal: 'true' }],
]

/** What its rounds took, each with all the statements of a page, in ms. */
async function measure(pool: pg.Pool, asked: Omit<AccountsAsked, 'limit'>) {
  const context = { pool, principal: { kind: 'command', id: 'measure', name: 'Measurement' } } as const
  const tookMs: number[] = []
  let found = 0
  for (let round = 0; round < ROUNDS; round++) {
    const startedMs = performance.now()
    found = (await listAccounts(context, { ...asked, limit: 50 })).items.length
    tookMs.push(performance.now() - startedMs)
  }
  tookMs.sort((one, other) => one - other)
  return { found, leastMs: tookMs[0] ?? 0, medianMs: tookMs[ROUNDS >> 1] ?? 0, mostMs: tookMs.at(-1) ?? 0 }
}

async function measureAll(databaseUrl: string): Promise<void> {
  await migrate(databaseUrl)
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await fillMillionAccounts(client).finally(() => client.end())
  const pool = createPool(databaseUrl, CONSOLE_POOL, console.error)
  console.log(`| search | first page | least | median of ${ROUNDS} | most, ms |\n| --- | --- | --- | --- | --- |`)
  for (const [what, asked] of SEARCHES) {
    const { found, leastMs, medianMs, mostMs } = await measure(pool, asked)
    const figures = [leastMs, medianMs, mostMs].map((ms) => ms.toFixed(1)).join(' | ')
    console.log(`| ${what}${asked.q === undefined ? '' : `: \`${asked.q}\``} | ${found} | ${figures} |`)
  }
  await pool.end()
}

async function inOwnDatabase(): Promise<void> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'aviary-measure-'))
  await chmod(dataDir, 0o755)
  const postgres = await startEmbeddedPostgres({ dataDir })
  try {
    await measureAll(postgres.url)
  } finally {
    await postgres.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

runCommand(() => (process.env.DATABASE_URL ? measureAll(process.env.DATABASE_URL) : inOwnDatabase()))
