import type { Logger } from 'pino'
import { seams } from './channels'

/** Logs each change that this process commits, so that a request's line leads to its audit entry. @returns stops it */
export function startChangeLog(log: Logger): () => void {
  return seams.committed.subscribe(({ requestId, auditEntry, revision, by }) =>
    log.info({ requestId, auditEntry, revision, by }, 'changed'),
  )
}
