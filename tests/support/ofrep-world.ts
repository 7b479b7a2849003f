import pg from 'pg'
import { afterAll, beforeAll } from 'vitest'
import { migrate } from '../../scripts/db-migrate'
import { insertKey, startDoors, type TestDoors, type TestDoorsOptions } from './doors'
import { insertOfrepFacts } from './ofrep-facts'
import { testDatabase } from './postgres'

/** What there is while the tests of a file run: a database with facts, doors to it, and a key. */
export interface OfrepWorld {
  readonly databaseUrl: string
  readonly db: pg.Client
  /** May be replaced by others on the same database. */
  doors: TestDoors
  readonly key: string
}

export interface OfrepAnswer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: whatever the door said; the tests look at it
  readonly body: any
}

/** Makes a world before the tests of a file, and ends it after them. To be read inside tests and hooks only. */
export function ofrepWorld(options: TestDoorsOptions = {}): OfrepWorld {
  const database = testDatabase()
  const world = {} as { -readonly [Part in keyof OfrepWorld]: OfrepWorld[Part] }
  beforeAll(async () => {
    await migrate(database.url)
    world.databaseUrl = database.url
    world.db = new pg.Client({ connectionString: database.url })
    await world.db.connect()
    await insertOfrepFacts(world.db)
    world.key = await insertKey(world.db)
    world.doors = await startDoors(database.url, options)
  })
  afterAll(async () => {
    await world.doors?.close()
    await world.db?.end()
  })
  return world
}

export interface Posted {
  readonly headers?: Readonly<Record<string, string>>
  readonly to?: TestDoors
}

/** Posts to the flags of a world with its key. @param body sent as it is where it is text or bytes, else as JSON */
export async function post(world: OfrepWorld, path: string, body: unknown, posted: Posted = {}): Promise<OfrepAnswer> {
  const { headers = {}, to = world.doors } = posted
  const isRaw = typeof body === 'string' || body instanceof Uint8Array
  const response = await fetch(`${to.url}/ofrep/v1/evaluate/flags${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${world.key}`, 'content-type': 'application/json', ...headers },
    body: isRaw ? (body as BodyInit) : JSON.stringify(body),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) }
}
