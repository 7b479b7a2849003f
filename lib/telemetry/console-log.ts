import type { Logger } from 'pino'
import { env } from '@/lib/env'
import { createLog } from './log'

let log: Logger | undefined

/** The log of the console's process. */
export function consoleLog(): Logger {
  log ??= createLog('console', env().logLevel)
  return log
}
