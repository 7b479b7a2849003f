import pino, { type Logger } from 'pino'

/** The process's log: JSON lines on standard output. What is logged is chosen field by field, never a whole request. */
export function createLog(process: string, level: string): Logger {
  return pino({
    level,
    base: { process },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  })
}
