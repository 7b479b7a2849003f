import pg from 'pg'
import { afterAll, beforeAll } from 'vitest'
import { hashApiKey } from '@/lib/auth/api-keys'
import { type DecisionAnswer, decisionAnswer, decisionsAnswer } from '@/lib/contracts/decision'
import { migrate } from '../../scripts/db-migrate'
import { insertKey, startDoors, type TestDoors, type TestDoorsOptions } from './doors'
import { testDatabase } from './postgres'

/** What there is while the tests of a file run: a database with facts, doors to it, and keys. */
export interface DecisionWorld {
  readonly databaseUrl: string
  /** As whoever has psql. */
  readonly db: pg.Client
  doors: TestDoors
  /** Scope decide. */
  readonly key: string
  /** Scope admin. */
  readonly adminKey: string
}

/** Puts a new key with scope admin into the database and returns it. */
export async function insertAdminKey(db: pg.ClientBase): Promise<string> {
  const key = await insertKey(db)
  await db.query(`UPDATE api_keys SET scopes = '{admin}' WHERE hash = $1`, [hashApiKey(key)])
  return key
}

/** Changes facts behind the back of every node: no trigger fires, so no revision is raised and nothing is announced. */
export async function hidden(db: pg.ClientBase, sql: string): Promise<void> {
  await db.query(`SET session_replication_role = replica; ${sql}; SET session_replication_role = origin`)
}

/** Makes a world before the tests of a file, and ends it after them. To be read inside tests and hooks only. */
export function decisionWorld(facts: string, options: TestDoorsOptions = {}): DecisionWorld {
  const database = testDatabase()
  const world = {} as { -readonly [Part in keyof DecisionWorld]: DecisionWorld[Part] }
  beforeAll(async () => {
    await migrate(database.url)
    world.databaseUrl = database.url
    world.db = new pg.Client({ connectionString: database.url })
    await world.db.connect()
    await world.db.query(facts)
    world.key = await insertKey(world.db)
    world.adminKey = await insertAdminKey(world.db)
    world.doors = await startDoors(database.url, options)
  })
  afterAll(async () => {
    await world.doors?.close()
    await world.db?.end()
  })
  return world
}

/** An answer in JSON, not yet looked at. */
export interface JsonAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

/** Posts a body as it is. */
export async function postBytes(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: BodyInit,
): Promise<JsonAnswer> {
  const response = await fetch(url, { method: 'POST', headers, body, ...(body instanceof ReadableStream && HALF) })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

const HALF = { duplex: 'half' }

const asJson = (key: string) => ({ authorization: `Bearer ${key}`, 'content-type': 'application/json' })

/** One decision, checked against its schema. @throws unless the answer is 200 */
export async function decide(url: string, key: string, body: object): Promise<DecisionAnswer> {
  const { status, text } = await postBytes(`${url}/api/decision`, asJson(key), JSON.stringify(body))
  if (status !== 200) throw new Error(`${status}: ${text}`)
  return decisionAnswer.parse(JSON.parse(text))
}

/** Many decisions, checked against their schema. @throws unless the answer is 200 */
export async function decideAll(url: string, key: string, body: object) {
  const { status, text } = await postBytes(`${url}/api/decisions`, asJson(key), JSON.stringify(body))
  if (status !== 200) throw new Error(`${status}: ${text}`)
  return decisionsAnswer.parse(JSON.parse(text)).decisions
}
