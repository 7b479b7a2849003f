// @ts-check
// What a schema engine asks of a database and @prisma/adapter-pg lacks: whole scripts, the "char" type of the catalogs,
// a shadow database of its own.
import { randomUUID } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import { ColumnTypeEnum, DriverAdapterError } from '@prisma/driver-adapter-utils'
import pg from 'pg'

/** @typedef {import('@prisma/driver-adapter-utils').SqlMigrationAwareDriverAdapterFactory} AdapterFactory */
/** @typedef {Awaited<ReturnType<PrismaPg['connect']>>} Adapter */

const { escapeIdentifier, types } = pg

/**
 * Tries, makes or drops the database of a connection string. Rejects with PostgreSQL's error.
 * @param {string} url
 * @param {string | undefined} command
 */
export async function databaseCommand(url, command) {
  const name = escapeIdentifier(decodeURIComponent(new URL(url).pathname.slice(1)))
  if (command === 'can-connect-to-database') await run(url, 'SELECT 1')
  else if (command === 'create-database') await run(withDatabase(url, 'postgres'), `CREATE DATABASE ${name}`)
  else if (command === 'drop-database') await run(withDatabase(url, 'postgres'), `DROP DATABASE ${name}`)
  else throw new Error(`the schema engine has no command ${command}`)
}

/**
 * @param {string} url
 * @returns {AdapterFactory}
 */
export function adapterFactory(url) {
  return {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: () => connect(url),
    connectToShadowDb: async () => {
      const name = `prisma_shadow_${randomUUID()}`
      await run(url, `CREATE DATABASE ${escapeIdentifier(name)}`)
      const adapter = await connect(withDatabase(url, name))
      const dispose = adapter.dispose.bind(adapter)
      adapter.dispose = async () => {
        await dispose()
        await run(url, `DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`)
      }
      return adapter
    },
  }
}

/**
 * One connection, kept while idle: the engine's advisory lock lives in it.
 * @param {string} connectionString
 */
async function connect(connectionString) {
  const adapter = await new PrismaPg({ connectionString, max: 1, idleTimeoutMillis: 0 }).connect()
  runScriptsWhole(adapter)
  readChars(adapter)
  return adapter
}

/**
 * adapter-pg splits a script at every semicolon, which breaks function bodies and leaves half a script behind.
 * @param {Adapter} adapter
 */
function runScriptsWhole(adapter) {
  adapter.executeScript = async (sql) => {
    try {
      // Without arguments pg takes the simple protocol: one message, one transaction.
      await adapter.executeRaw({ sql, args: [], argTypes: [] })
    } catch (error) {
      throw withCode(error)
    }
  }
}

/**
 * PostgreSQL's own words and SQLSTATE, for the migration's log: what the adapter makes of some errors tells a script nothing.
 * @param {unknown} error
 */
function withCode(error) {
  if (!(error instanceof DriverAdapterError)) return error
  const { originalCode: code, originalMessage } = error.cause
  if (code === undefined) return error
  const message = `${originalMessage} (SQLSTATE ${code})`
  return new DriverAdapterError({
    kind: 'postgres',
    code,
    severity: 'ERROR',
    message,
    detail: undefined,
    column: undefined,
    hint: undefined,
  })
}

/**
 * adapter-pg refuses "char": it is shown as text, and called a character again in the result.
 * @param {Adapter} adapter
 */
function readChars(adapter) {
  /** @type {WeakMap<unknown[], number[]>} */
  const charColumns = new WeakMap()
  const pool = adapter.underlyingDriver()
  const query = pool.query.bind(pool)
  const queryRaw = adapter.queryRaw.bind(adapter)
  Object.assign(pool, {
    query: async (/** @type {Parameters<typeof query>} */ ...args) => {
      const result = /** @type {pg.QueryResult} */ (/** @type {unknown} */ (await query(...args)))
      const chars = (result.fields ?? []).filter((field) => field.dataTypeID === types.builtins.CHAR)
      if (chars.length > 0)
        charColumns.set(
          result.rows,
          chars.map((field) => result.fields.indexOf(field)),
        )
      for (const field of chars) field.dataTypeID = types.builtins.TEXT
      return result
    },
  })
  adapter.queryRaw = async (request) => {
    const result = await queryRaw(request)
    for (const index of charColumns.get(result.rows) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character
    return result
  }
}

/**
 * @param {string} url
 * @param {string} name
 */
function withDatabase(url, name) {
  const other = new URL(url)
  other.pathname = `/${encodeURIComponent(name)}`
  return other.href
}

/**
 * @param {string} connectionString
 * @param {string} sql
 */
async function run(connectionString, sql) {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
