import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { ChangeError } from '@/lib/changes/errors'
import { type ImportOptions, importState } from '@/lib/changes/import-state'
import type { StateDocument } from '@/lib/contracts/state-document'
import { CONSOLE_POOL, createPool } from '@/lib/db/pool'
import { migrate } from '../../scripts/db-migrate'
import { inSession } from '../../scripts/support/migration-session'
import { makeRuntimeRole, newPassword, urlAs } from '../../scripts/support/runtime-role'
import { createDatabase, testDatabase } from './postgres'
import { SYSTEM_ADMIN } from './principals'

type Document = Partial<StateDocument>
export type Fault = { readonly path: string; readonly message: string; readonly code?: string }

/** One migrated database of the file's own: its verbs, and its rows. */
export interface Aviary {
  /** As the owner of the tables. */
  readonly url: string
  /** As the application runs: the role that can't touch the audit trail. `pool` is of it too. */
  readonly applicationUrl: string
  readonly pool: pg.Pool
  /** Imports what must succeed. */
  load(document: Document, options?: Partial<ImportOptions>): ReturnType<typeof importState>
  /** The code and faults of an import that must be refused. */
  refuse(document: unknown, options?: Partial<ImportOptions>): Promise<{ code: string; faults: readonly Fault[] }>
  /** Whatever SQL, as the owner. */
  rows<Row extends pg.QueryResultRow = pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>
  revision(): Promise<number>
}

/** Migrated databases of a test file's own. To be called once, at its top. */
export function migratedDatabases() {
  const template = testDatabase()
  const role = { name: `app_${randomBytes(6).toString('hex')}`, password: newPassword() }
  beforeAll(async () => {
    await migrate(template.url)
    await inSession(template.url, (client) => makeRuntimeRole(client, role))
  })
  const open = async () => {
    const database = await createDatabase('import', new URL(template.url).pathname.slice(1))
    const applicationUrl = urlAs(database.url, role)
    const pool = createPool(applicationUrl, CONSOLE_POOL, () => undefined)
    const owner = createPool(database.url, CONSOLE_POOL, () => undefined)
    const close = async () => {
      await Promise.all([pool.end(), owner.end()])
      await database.drop()
    }
    return { aviary: aviary({ url: database.url, applicationUrl, pool, owner }), close }
  }
  return { fresh: () => freshAviary(open), shared: (prepare?: Prepare) => sharedAviary(open, prepare) }
}

type Prepare = (aviary: Aviary) => Promise<unknown>
type Open = () => Promise<{ aviary: Aviary; close: () => Promise<void> }>

/** For the running test alone. */
async function freshAviary(open: Open): Promise<Aviary> {
  const { aviary, close } = await open()
  onTestFinished(close)
  return aviary
}

/** For the tests of a describe block together, prepared once. */
function sharedAviary(open: Open, prepare: Prepare = async () => undefined): () => Aviary {
  let shared: Awaited<ReturnType<Open>> | undefined
  beforeAll(async () => {
    shared = await open()
    await prepare(shared.aviary)
  })
  afterAll(() => shared?.close())
  return () => {
    if (!shared) throw new Error('The database exists only while tests run.')
    return shared.aviary
  }
}

type Connections = Pick<Aviary, 'url' | 'applicationUrl' | 'pool'> & { readonly owner: pg.Pool }

function aviary({ url, applicationUrl, pool, owner }: Connections): Aviary {
  const context = { pool, principal: SYSTEM_ADMIN, requestId: 'req-1' }
  const run = (document: unknown, options: Partial<ImportOptions> = {}) =>
    importState(context, document, { dryRun: false, ...options })
  const rows: Aviary['rows'] = async (sql, values) => (await owner.query(sql, values)).rows
  return {
    url,
    applicationUrl,
    pool,
    load: (document, options) => run({ version: 1, ...document }, options),
    refuse: (document, options) => refusal(run({ version: 1, ...(document as object) }, options)),
    rows,
    revision: async () => Number((await rows('SELECT n FROM state_revision'))[0]?.n),
  }
}

/** Fails unless the import is refused with a ChangeError. */
export async function refusal(outcome: Promise<unknown>): Promise<{ code: string; faults: readonly Fault[] }> {
  try {
    await outcome
  } catch (error) {
    if (error instanceof ChangeError) return { code: error.code, faults: error.faults }
    throw error
  }
  throw new Error('The import was not refused.')
}
