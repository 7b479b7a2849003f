import type { Logger } from 'pino'
import { type CommittedChange, committedChanges } from './channels'

/** Logs each change that this process commits, so that a request's line leads to its audit entry. @returns stops it */
export function startChangeLog(log: Logger): () => void {
  const hear = (message: unknown) => {
    const { requestId, auditEntry, revision, principal } = message as CommittedChange
    log.info({ requestId, auditEntry, revision, principal }, 'changed')
  }
  committedChanges.subscribe(hear)
  return () => committedChanges.unsubscribe(hear)
}
