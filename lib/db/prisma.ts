import { PrismaPg } from '@prisma/adapter-pg'
import { env } from '@/lib/env'
import { consoleLog } from '@/lib/telemetry/console-log'
import { PrismaClient } from './generated/client'
import { CONSOLE_POOL, connectionOptions } from './pool'

// Next's bundles each hold a copy of this module; the process holds one client.
const shared = globalThis as typeof globalThis & { aviaryPrisma?: PrismaClient }

function connect(): PrismaClient {
  const adapter = new PrismaPg(
    { ...connectionOptions(env().databaseUrl, CONSOLE_POOL), max: CONSOLE_POOL.max },
    { onPoolError: (error) => consoleLog().warn({ err: error.message }, 'an idle connection was lost') },
  )
  return new PrismaClient({ adapter, transactionOptions: { maxWait: 2000, timeout: 5000 } })
}

/** The console's view of the database: connects at the first question, with every time-out of its pool set. */
export function prisma(): PrismaClient {
  shared.aviaryPrisma ??= connect()
  return shared.aviaryPrisma
}

export type Database = PrismaClient
