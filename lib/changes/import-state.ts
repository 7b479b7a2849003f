import { randomUUID } from 'node:crypto'
import { permit } from '@/lib/auth/permissions'
import type { ImportPlan } from '@/lib/contracts/state-document'
import { type ChangeContext, describeChange } from './change-context'
import { ChangeError } from './errors'
import { asImportError } from './import/database-errors'
import { judge, judgeAgain } from './import/judge'
import { parseDocument, parseReason } from './import/parse-document'
import { readPlan } from './import/read-plan'
import { type ImportSession, inImportSession } from './import/session'
import { stageRows } from './import/stage-rows'
import { writeEarly, writeFacts } from './import/write'
import { takeWritersLock } from './import/writers-lock'
import { listenIn } from './tell-change'

export interface ImportOptions {
  /** Judge and plan, but write nothing. */
  readonly dryRun: boolean
  /** A note for the audit trail; needed where a rollout starts above the ladder, or goes down. */
  readonly reason?: string | undefined
  /** How long other changes may be kept waiting; without the commit. @default 4500, of the 5 s that api.md allows */
  readonly lockBudgetMs?: number | undefined
}

const LOCK_BUDGET_MS = 4500

interface Done {
  readonly plan: ImportPlan
  /** Tells of what was written, once it is committed. */
  readonly tell?: () => void
}

interface Judged {
  readonly revision: number
  readonly plan: ImportPlan
}

/**
 * Adds and updates what a state document holds, in one transaction, all or nothing; deletes nothing (api.md, "The state
 * document"). Origins of rollouts are those before the import, in the directory as the import leaves it.
 * @returns what was done or, for a dry run, what would be, with the faults that would refuse it
 * @throws ChangeError `forbidden`; `invalid_request` (shape, values, duplicates); `import_refused` (references and the
 * ladder; not for a dry run); `busy` (another import runs, or rows at hand are being changed). Nothing was written then.
 */
export async function importState(
  context: ChangeContext,
  document: unknown,
  options: ImportOptions,
): Promise<ImportPlan> {
  permit(context.principal, 'import')
  const reason = parseReason(options.reason)
  const rows = await parseDocument(document)
  try {
    const { plan, tell } = await inImportSession(context.pool, async (session) => {
      await takeTurn(session)
      await stageRows(session, rows)
      const judged: Judged = { revision: await judge(session, reason), plan: await readPlan(session) }
      if (options.dryRun) return { plan: judged.plan }
      refuseFaults(judged.plan)
      const { created, changed } = judged.plan
      if (created.count + changed.count === 0) return { plan: { ...judged.plan, dryRun: false } }
      return await write(session, context, { reason, lockBudgetMs: options.lockBudgetMs ?? LOCK_BUDGET_MS }, judged)
    })
    tell?.()
    return plan
  } catch (error) {
    throw asImportError(error)
  }
}

/** One import at a time. Held to the end of the transaction, so that a killed process gives it back. */
async function takeTurn(session: ImportSession): Promise<void> {
  const [row] = await session.query<{ mine: boolean }>(
    `SELECT pg_try_advisory_xact_lock(hashtextextended('aviary.import', 0)) AS mine`,
  )
  if (!row?.mine) throw new ChangeError('busy', 'Another import is running: try again when it is done.')
}

function refuseFaults({ faults }: ImportPlan): void {
  if (faults.length === 0) return
  throw new ChangeError('import_refused', 'The import breaks a rule: nothing was written.', { faults })
}

async function write(
  session: ImportSession,
  context: ChangeContext,
  { reason, lockBudgetMs }: { reason: string | null; lockBudgetMs: number },
  judged: Judged,
): Promise<Done> {
  const importId = randomUUID()
  let { plan } = judged
  await describeChange(session.client, context, { note: reason ?? undefined, importId })
  await writeEarly(session)
  const terms = { judged: judged.revision, budgetMs: lockBudgetMs }
  const locked = await takeWritersLock(session, terms, async (current) => {
    const revision = await judgeAgain(current, reason)
    plan = await readPlan(current)
    refuseFaults(plan)
    return revision
  })
  const listened = await listenIn(session.client, context)
  await writeFacts(locked.session)
  const auditEntry = await recordImport(locked.session, plan)
  const { revision } = locked
  return { plan: { ...plan, dryRun: false, importId, revision }, tell: await listened(revision, auditEntry) }
}

/** The entry for the import itself, beside those of the facts that it changed. @returns its number */
async function recordImport(
  session: ImportSession,
  { created, changed, unchanged, started }: ImportPlan,
): Promise<number> {
  const counts = { created: created.count, changed: changed.count, unchanged: unchanged.count, started: started.count }
  const [entry] = await session.query<{ id: string }>(
    `INSERT INTO audit_events (actor_kind, actor_id, actor_name, action, after, note, request_id, import_id)
     SELECT change_context('actor_kind'), change_context('actor_id'), change_context('actor_name'), 'import', $1,
       change_context('note'), change_context('request_id'), change_context('import_id')::uuid
     RETURNING id`,
    [counts],
  )
  return Number(entry?.id)
}
