import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { migrate } from '../scripts/db-migrate'
import { enumsIn, readEnums, readTables, type TableFacts, tablesIn } from './support/data-dictionary'
import { testDatabase } from './support/postgres'

const database = testDatabase()
let page = ''
let tables = new Map<string, TableFacts>()
let enums: Record<string, string[]> = {}

beforeAll(async () => {
  page = await readFile('docs/data-dictionary.md', 'utf8')
  await migrate(database.url)
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  tables = await readTables(client)
  enums = await readEnums(client)
  await client.end()
})

test('the data dictionary has every table of a migrated database, and no other', () => {
  expect([...tablesIn(page).keys()].sort()).toEqual([...tables.keys()].sort())
})

test('it has every column, index and check, with its type and what holds it, and what is audited', () => {
  expect(Object.fromEntries(tablesIn(page))).toEqual(Object.fromEntries(tables))
})

test('it has every enum with its values in their order', () => {
  expect(enumsIn(page)).toEqual(enums)
})

test('it says of every column what it means, but of numbers that only tell rows apart', () => {
  const silent = page.split('\n').filter((line) => /^\| `(?!id`).*\|\s*\|$/.test(line))
  expect(silent).toEqual([])
})
