import type { LiveState } from '@/lib/client/live/live-store'
import type { Readiness } from '@/lib/client/queries/ready'

const PROBLEMS: Record<Readiness['problems'][number], string> = {
  shutting_down: 'it is stopping',
  database_unreachable: 'the database is out of reach',
  migrations_pending: 'the database is not migrated',
  invalidation_channel_down: 'changes are heard late',
}

export interface LiveStatusText {
  readonly look: 'waiting' | 'good' | 'paused' | 'bad'
  readonly text: string
  /** What is wrong with Aviary, as a sentence to be said once. */
  readonly trouble: string | null
}

const changes = (count: number) =>
  count === 0 ? '' : `, ${count.toLocaleString('en')} ${count === 1 ? 'change' : 'changes'} waiting`

/** How the page stands with Aviary, in words. @param isUnreachable whether Aviary itself did not answer */
export function liveStatusOf(live: LiveState, ready: Readiness | undefined, isUnreachable: boolean): LiveStatusText {
  if (isUnreachable) return { look: 'bad', text: 'Aviary can’t be reached', trouble: 'Aviary can’t be reached.' }
  if (ready !== undefined && ready.status !== 'ready') {
    const text = `Not ready: ${ready.problems.map((problem) => PROBLEMS[problem]).join(', ')}`
    return { look: 'bad', text, trouble: `${text}.` }
  }
  if (live.pausedAtMs !== null) return { look: 'paused', text: `Paused${changes(live.heldBack)}`, trouble: null }
  if (live.connection === 'lost') return { look: 'bad', text: 'Connection lost, trying again', trouble: null }
  if (live.connection === 'connecting') return { look: 'waiting', text: 'Connecting', trouble: null }
  return { look: 'good', text: 'Live', trouble: null }
}
