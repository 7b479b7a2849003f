import type pg from 'pg'
import { permit } from '@/lib/auth/permissions'
import type { AccountImpactAnswer, ImpactAnswer } from '@/lib/contracts/api/impact'
import { askThread } from './impact/ask-thread'
import type { FromThread, ImpactAsked } from './impact/messages'
import type { ReadContext } from './read-context'

type Asked<Kind extends ImpactAsked['kind']> = Omit<Extract<ImpactAsked, { kind: Kind }>, 'kind'>
export type FeatureImpactAsked = Asked<'feature'>

/** What is said on the way to an answer: `accepted` first, and `done` last, unless it throws. */
export type ImpactMessages = AsyncGenerator<Exclude<FromThread, { kind: 'failed' }>>

function addressOf({ options }: pg.Pool): string {
  if (options.connectionString === undefined) throw new Error('the pool was made with an address')
  return options.connectionString
}

/**
 * Who would gain and who would lose access by a change that is not yet made (lib/rollout/impact.ts says what that
 * means), judged in a thread of its own. Says how far it is; `done` holds an `ImpactAnswer`.
 * @param signal ends the work, and its transaction
 * @throws ChangeError `forbidden` at once; when read: `feature_not_found`, `feature_archived`, `place_not_found`,
 * `publisher_not_found`, `account_not_found`, `busy`; the signal's reason
 */
export function previewImpact(
  { pool, principal }: ReadContext,
  asked: FeatureImpactAsked,
  signal: AbortSignal,
): ImpactMessages {
  permit(principal, 'read_rollouts')
  return askThread(addressOf(pool), { kind: 'feature', ...asked }, signal)
}

/**
 * As `previewImpact`: everyone concerned, as CSV in `text` messages. Each waits until the next message is asked for, so
 * that nothing piles up; the thread gives up on who does not ask for half a minute.
 */
export function nameImpact(
  { pool, principal }: ReadContext,
  asked: FeatureImpactAsked,
  signal: AbortSignal,
): ImpactMessages {
  permit(principal, 'read_rollouts')
  return askThread(addressOf(pool), { kind: 'names', ...asked }, signal)
}

/** The answer at the end of the messages. */
export async function answerOf<Answer extends ImpactAnswer | AccountImpactAnswer>(
  messages: ImpactMessages,
): Promise<Answer> {
  for await (const message of messages) if (message.kind === 'done') return message.answer as Answer
  throw new Error('no answer came')
}

/**
 * What an internal flag would do to one account, in every feature that is not archived.
 * @throws ChangeError `forbidden`, `account_not_found`, `busy`; the signal's reason
 */
export async function previewAccountImpact(
  { pool, principal }: ReadContext,
  asked: Asked<'account'>,
  signal: AbortSignal,
): Promise<AccountImpactAnswer> {
  permit(principal, 'read_rollouts')
  return answerOf(askThread(addressOf(pool), { kind: 'account', ...asked }, signal))
}
