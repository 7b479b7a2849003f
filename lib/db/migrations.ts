import { readdir } from 'node:fs/promises'
import path from 'node:path'
import type pg from 'pg'

const UNDEFINED_TABLE = '42P01'

export interface AppliedMigration {
  readonly name: string
  /** SHA-256 of its migration.sql when it was applied, in hexadecimal. */
  readonly checksum: string
  readonly finishedAt: Date
}

type Database = Pick<pg.Pool | pg.ClientBase, 'query'>

/** Where the migrations of this build are: commands, servers and tests all run in the project's folder. */
export const migrationsFolder = path.resolve('prisma/migrations')

async function readNames(): Promise<readonly string[]> {
  const entries = await readdir(migrationsFolder, { withFileTypes: true })
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort()
}

let names: Promise<readonly string[]> | undefined

/** The migrations of this build, oldest first; read once. @throws when the folder can't be read */
export function migrationNames(): Promise<readonly string[]> {
  names ??= readNames().catch((error) => {
    names = undefined
    throw error
  })
  return names
}

/** The migrations that a database has, oldest first; none before the first one. @throws when it can't be asked */
export async function appliedMigrations(database: Database): Promise<readonly AppliedMigration[]> {
  try {
    const { rows } = await database.query<AppliedMigration>(
      `SELECT migration_name AS name, checksum, finished_at AS "finishedAt" FROM _prisma_migrations
       WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name COLLATE "C"`,
    )
    return rows
  } catch (error) {
    if ((error as pg.DatabaseError).code === UNDEFINED_TABLE) return []
    throw error
  }
}

/** The migrations of this build that a database lacks, oldest first. @throws when it can't be asked */
export async function pendingMigrations(database: Database): Promise<readonly string[]> {
  const applied = new Set((await appliedMigrations(database)).map(({ name }) => name))
  return (await migrationNames()).filter((name) => !applied.has(name))
}

/**
 * Whether the database lacks a migration of this build. One that this build does not know is no fault: in a rolling
 * deploy a newer node migrates first. @throws when the database can't be asked
 */
export async function migrationsArePending(database: Database): Promise<boolean> {
  return (await pendingMigrations(database)).length > 0
}
