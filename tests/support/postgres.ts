import { randomBytes } from 'node:crypto'
import { Client, escapeIdentifier } from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'

export type TestDatabase = { readonly url: string; drop(): Promise<void> }

/**
 * A database of its own for a test file or a describe block: made before its tests, dropped after them.
 * `url` may be read inside tests and hooks only.
 */
export function testDatabase(template?: string): { readonly url: string } {
  let database: TestDatabase | undefined
  beforeAll(async () => {
    database = await createDatabase('test', template)
  })
  afterAll(() => database?.drop())
  return {
    get url() {
      if (!database) throw new Error('The test database exists only while tests and hooks run.')
      return database.url
    },
  }
}

/**
 * Makes a database in the test run's cluster: empty, or a copy of the database `template`, to which nobody may be
 * connected. `drop` ends the connections that are left.
 * @param name the beginning of its name; the rest makes it unique
 */
export async function createDatabase(name = 'test', template = 'template1'): Promise<TestDatabase> {
  const unique = `${name}_${randomBytes(6).toString('hex')}`
  await execute(`CREATE DATABASE ${escapeIdentifier(unique)} TEMPLATE ${escapeIdentifier(template)}`)
  const url = new URL(inject('postgresUrl'))
  url.pathname = `/${unique}`
  return { url: url.href, drop: () => execute(`DROP DATABASE IF EXISTS ${escapeIdentifier(unique)} WITH (FORCE)`) }
}

async function execute(sql: string): Promise<void> {
  const client = new Client({ connectionString: inject('postgresUrl'), ssl: false })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
