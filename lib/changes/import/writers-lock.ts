import { hurried, type ImportSession } from './session'

const MOST_TRIES = 3

interface Locked {
  readonly session: ImportSession
  readonly revision: number
}

interface Terms {
  /** Base of the judgment: the revision that it began with. */
  readonly judged: number
  /** How long the lock may be held, without the commit. */
  readonly budgetMs: number
}

/**
 * Takes the revision row, the writers' lock, while the judgment stands. If the facts moved in between they are judged
 * again, without the lock as long as there is hope to be quicker than the next change.
 * @param judgeAgain judges the facts as they are now and answers with their revision; throws to refuse
 */
export async function takeWritersLock(
  session: ImportSession,
  { judged, budgetMs }: Terms,
  judgeAgain: (session: ImportSession) => Promise<number>,
): Promise<Locked> {
  let base = judged
  for (let nth = 1; ; nth++) {
    await session.query('SAVEPOINT unlocked')
    const locked = await lock(session, budgetMs)
    if (locked.revision === base + 1) return locked
    if (nth === MOST_TRIES) {
      await judgeAgain(locked.session)
      return locked
    }
    await session.query('ROLLBACK TO SAVEPOINT unlocked')
    base = await judgeAgain(session)
  }
}

async function lock(session: ImportSession, budgetMs: number): Promise<Locked> {
  const [row] = await session.query<{ revision: string }>('SELECT next_revision() AS revision')
  return { session: await hurried(session, performance.now() + budgetMs), revision: Number(row?.revision) }
}
