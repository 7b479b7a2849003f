import { hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { migrationsFolder } from '@/lib/db/migrations'

async function read(name: string, file: string): Promise<string | null> {
  try {
    return await readFile(path.join(migrationsFolder, name, file), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** A migration's script, or null where this build does not have it. */
export function migrationScript(name: string): Promise<string | null> {
  return read(name, 'migration.sql')
}

/** The script that takes a migration back, or null. */
export function downScript(name: string): Promise<string | null> {
  return read(name, 'down.sql')
}

/** What Prisma keeps of a script, to know it again. */
export function checksum(script: string): string {
  return hash('sha256', script)
}

/** Whether a script has to run outside any transaction, alone. */
export function runsAlone(script: string): boolean {
  return /^\s*(CREATE|DROP) INDEX CONCURRENTLY\b/im.test(script)
}

/** The first comment line of a down.sql: what it loses. */
export function whatIsLost(script: string): string {
  return /^--\s*(.+)$/m.exec(script)?.[1] ?? 'It does not say what is lost.'
}
