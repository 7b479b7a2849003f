import { execFile } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { packageCommand } from './run'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface PrismaRun {
  readonly isOk: boolean
  readonly status: number
  /** All that it printed, without the connection string. */
  readonly output: string
}

/** Runs the Prisma CLI on a database, by our schema engine: nothing is downloaded, no host but the database asked. */
export function runPrisma(args: readonly string[], databaseUrl: string): Promise<PrismaRun> {
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    PRISMA_SCHEMA_ENGINE_BINARY: path.join(root, 'prisma/schema-engine.mjs'),
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
    NO_COLOR: '1',
  }
  return new Promise((resolve) => {
    const command = [packageCommand('prisma', 'build/index.js'), ...args]
    execFile(process.execPath, command, { cwd: root, env, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      const status = error === null ? 0 : Number(error.code ?? 1)
      const output = `${stdout}${stderr}`.replaceAll(databaseUrl, '<DATABASE_URL>')
      resolve({ isOk: status === 0, status, output: output.trim() })
    })
  })
}
