import pg from 'pg'
import { CONSOLE_POOL, createPool } from '@/lib/db/pool'
import { type AccountsAsked, listAccounts } from '@/lib/queries/list-accounts'
import { migrate } from './db-migrate'
import { runCommand } from './support/command'
import { cellsOf, inScratchDatabase, ROUNDS } from './support/measuring'
import { fillMillionAccounts } from './support/million-accounts'

// Account search on a million users and fifty thousand authors (data.md: under 50 ms).

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
  ['authors, last and first name', { q: 'lovelace ada', type: 'author' }],
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

async function measureAll(databaseUrl: string): Promise<void> {
  await migrate(databaseUrl)
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await fillMillionAccounts(client).finally(() => client.end())
  const pool = createPool(databaseUrl, CONSOLE_POOL, console.error)
  const context = { pool, principal: { kind: 'command', id: 'measure', name: 'Measurement' } } as const
  console.log(`| search | first page | least | median of ${ROUNDS} | most, ms |\n| --- | --- | --- | --- | --- |`)
  for (const [what, asked] of SEARCHES) {
    let found = 0
    const figures = await cellsOf(async () => {
      found = (await listAccounts(context, { ...asked, limit: 50 })).items.length
    })
    console.log(`| ${what}${asked.q === undefined ? '' : `: \`${asked.q}\``} | ${found} | ${figures} |`)
  }
  await pool.end()
}

runCommand(() => inScratchDatabase(measureAll))
