import { clearFaults } from './faults'
import { findAccountFaults, findFaults, findRolloutFaults } from './find-faults'
import { judgeContextsChanges, judgeModeChanges } from './judge-features'
import { judgeLadder } from './judge-ladder'
import { planAccounts, recompareInternalFlags } from './plan-accounts'
import { planFacts } from './plan-facts'
import { planRollouts } from './plan-rollouts'
import type { ImportSession } from './session'

/** The revision that the judgment began with: while it stands, so do the facts judged. */
export type JudgedRevision = number

/** Judges the staged document, without locks: what each row does is in `planned_…`, what is wrong in `import_faults`. */
export async function judge(session: ImportSession, reason: string | null): Promise<JudgedRevision> {
  const revision = await readRevision(session)
  await clearFaults(session)
  await planAccounts(session)
  await findAccountFaults(session)
  await judgeFacts(session, reason)
  return revision
}

/** The same for what may have moved since, with the revision. What accounts do was found before and is kept. */
export async function judgeAgain(session: ImportSession, reason: string | null): Promise<JudgedRevision> {
  const revision = await readRevision(session)
  await clearFaults(session)
  await recompareInternalFlags(session)
  await judgeFacts(session, reason)
  return revision
}

async function judgeFacts(session: ImportSession, reason: string | null): Promise<void> {
  await planFacts(session)
  await findFaults(session)
  await judgeContextsChanges(session)
  await judgeModeChanges(session)
  await planRollouts(session)
  await findRolloutFaults(session)
  await judgeLadder(session, reason)
}

async function readRevision(session: ImportSession): Promise<JudgedRevision> {
  const [row] = await session.query<{ n: string }>('SELECT n FROM state_revision')
  return Number(row?.n)
}
