import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { setPassword } from '@/lib/changes/set-password'
import { migrate } from '@/scripts/db-migrate'
import { runScript } from './support/command'
import { testDatabase } from './support/postgres'

const database = testDatabase()
let pool: pg.Pool

beforeAll(async () => {
  await migrate(database.url)
  pool = new pg.Pool({ connectionString: database.url })
})
afterAll(() => pool.end())

const run = (...args: string[]) =>
  runScript('scripts/console-user.ts', args, { DATABASE_URL: database.url, NEXTAUTH_URL: 'https://aviary.example.edu' })
const LINK = /^https:\/\/aviary\.example\.edu\/set-password#([\w-]{43})\n$/

async function follow(link: string) {
  const token = LINK.exec(link)?.[1] ?? ''
  await setPassword({ pool, requestId: 'test' }, { token, password: 'a long enough password' })
}

test('the command makes the first system admin and prints a password alone', async () => {
  const made = await run('--email', 'root@example.edu', '--role', 'system_admin')
  expect(made).toMatchObject({ status: 0, stderr: '' })
  expect(made.stdout).toMatch(/^([0-9a-z]{5}-){3}[0-9a-z]{5}\n$/)
})

test('it prints a one-time link where that is wanted, and for who has forgotten the password', async () => {
  const invited = await run('--email', 'ada@example.edu', '--role', 'support', '--link')
  expect(invited).toMatchObject({ status: 0, stdout: expect.stringMatching(LINK) })
  await follow(invited.stdout)
  const reset = await run('--email', 'Ada@example.edu', '--reset')
  expect(reset).toMatchObject({ status: 0, stdout: expect.stringMatching(LINK) })
  await follow(reset.stdout)
})

test.each([
  [[], 'Use: '],
  [['--email', 'x@example.edu', '--role', 'owner'], '--role'],
  [['--email', 'nobody@example.edu', '--reset'], 'Nobody signs in'],
  [['--email', 'root@example.edu', '--reset', '--role', 'support'], 'Use: '],
])('used as %j it says what is wrong', async (args, said) => {
  const refused = await run(...args)
  expect(refused).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining(said) })
})
