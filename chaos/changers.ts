import { setTimeout as sleep } from 'node:timers/promises'
import { STAGES, type Stage } from '@/lib/rollout'
import { send } from './ask'
import type { Dice } from './dice'
import { DIRECTORY } from './directory'
import type { Ground } from './ground'
import type { ChangeEvent, ChangeOutcome, ChangeTarget } from './history'
import type { Recorder } from './recorder'
import { anyWish, type SeenFeature, type Wish } from './wishes'

const ADMINS = 2
const PAUSE_MS = [20, 150] as const
const ENTRIES = 'SELECT count(*)::int AS count, max(revision)::int AS revision FROM audit_events WHERE request_id = $1'

interface Standing {
  /** The place's own; null: it has none. */
  readonly stage?: string | null
  readonly effectiveStage?: string
  readonly effect?: string
}

interface Changed extends Standing {
  readonly changed: boolean
  readonly replaced?: (Standing & { readonly version: number | null }) | null
}

/** More access is a greater number, of stages and of exemptions. A section's own stage counts even where its project's shadows it. */
function access({ kind }: ChangeTarget, standing: Standing | null | undefined): number {
  const { stage, effectiveStage, effect } = standing ?? {}
  if (kind === 'rollout') return STAGES.indexOf((stage ?? effectiveStage) as Stage)
  if (effect === undefined) return 0
  return effect === 'deny' ? -1 : 1
}

function outcomeOf(sent: Awaited<ReturnType<typeof send>>, { target }: Wish): ChangeOutcome {
  if ('failure' in sent) return { kind: 'lost', failure: sent.failure }
  if (sent.status >= 500) return { kind: 'lost', failure: `${sent.status} ${JSON.stringify(sent.body)}` }
  if (sent.status >= 400) return { kind: 'refused', code: (sent.body as { code: string }).code }
  const { changed, replaced } = sent.body as Changed
  const isVersioned = target.kind === 'rollout' || target.kind === 'exemption'
  return {
    kind: 'accepted',
    changed,
    revision: sent.revision,
    ...(isVersioned && { replaced: replaced?.version ?? null }),
  }
}

/** The version that the change was bound to: what only takes access away is not bound (decision.md, "Ladder"). */
function boundTo({ target, body }: Wish, sent: Awaited<ReturnType<typeof send>>): Pick<ChangeEvent, 'expectedVersion'> {
  if ('failure' in sent || body.expectedVersion === undefined) return {}
  const { replaced, ...standing } = sent.body as Changed
  if (access(target, standing) < access(target, replaced)) return {}
  return { expectedVersion: body.expectedVersion as number | null }
}

type Context = Ground & { readonly recorder: Recorder; readonly dice: Dice; readonly nextId: () => string }

async function grant({ door, key, recorder, nextId }: Context, wish: Wish): Promise<void> {
  const requestId = nextId()
  const askedAtMs = recorder.nowMs()
  const sent = await send(`${door.url}/api/v1${wish.path}`, key, wish.method, wish.body, requestId)
  recorder.record({
    kind: 'change',
    by: 'api',
    requestId,
    target: wish.target,
    askedAtMs,
    answeredAtMs: recorder.nowMs(),
    ...boundTo(wish, sent),
    outcome: outcomeOf(sent, wish),
  })
}

/** Two admins who saw the same may want the same at the same moment. */
async function asAdmin(context: Context): Promise<void> {
  const { dice, door, key } = context
  const feature = dice.pick(DIRECTORY.features)
  const seen = await send(`${door.url}/api/v1/features/${feature}`, key, 'GET')
  if ('failure' in seen || seen.status !== 200) return
  const wish = anyWish(dice, feature, seen.body as SeenFeature)
  await Promise.all(Array.from({ length: dice.chance(0.2) ? 2 : 1 }, () => grant(context, wish)))
}

function anySql(dice: Dice): { target: ChangeTarget; text: string; values: unknown[] } {
  const feature = dice.pick(DIRECTORY.features)
  if (dice.chance(0.5)) {
    const target = { kind: 'rollout', feature, scopeType: 'global', scopeId: null } as const
    const text = `UPDATE scoped_feature_rollouts SET stage = $2 WHERE feature_name = $1 AND scope_type = 'global'`
    return { target, text, values: [feature, dice.pick(STAGES)] }
  }
  const user = dice.pick(DIRECTORY.users)
  const target = { kind: 'user', feature: null, scopeType: 'user', scopeId: user } as const
  return { target, text: 'UPDATE users SET is_internal = NOT is_internal WHERE id = $1', values: [user] }
}

/** A change by whoever has psql, which bears a request id so that its entry can be told apart. */
async function bySql({ sql, recorder, dice, nextId }: Context): Promise<void> {
  const requestId = nextId()
  const { target, text, values } = anySql(dice)
  const askedAtMs = recorder.nowMs()
  const run = async (): Promise<ChangeOutcome> => {
    const client = await sql.connect()
    try {
      await client.query(`BEGIN; SET LOCAL lock_timeout = '1s'`)
      await client.query(`SELECT set_config('aviary.request_id', $1, true)`, [requestId])
      await client.query(text, values)
      const { rows } = await client.query(ENTRIES, [requestId])
      await client.query('COMMIT')
      client.release()
      return { kind: 'accepted', changed: rows[0].count > 0, revision: rows[0].revision }
    } catch (error) {
      client.release(true)
      throw error
    }
  }
  const outcome = await run().catch((error: Error): ChangeOutcome => ({ kind: 'lost', failure: error.message }))
  recorder.record({ kind: 'change', by: 'sql', requestId, target, askedAtMs, answeredAtMs: recorder.nowMs(), outcome })
}

/** Changes facts by the interface and by SQL until it is stopped. */
export interface Changers {
  /** Resolves when nothing is under way any more. */
  pause(): Promise<void>
  resume(): void
  stop(): Promise<void>
}

export function startChangers(ground: Ground, recorder: Recorder, dice: Dice): Changers {
  let isOver = false
  let isPaused = false
  let count = 0
  const underWay = new Set<Promise<void>>()
  const context = { ...ground, recorder, dice, nextId: () => `change-${++count}` }
  const loop = async (turn: (context: Context) => Promise<void>) => {
    while (!isOver) {
      if (!isPaused) {
        const one = turn(context).finally(() => underWay.delete(one))
        underWay.add(one)
        await one
      }
      await sleep(dice.between(...PAUSE_MS))
    }
  }
  const loops = [...Array.from({ length: ADMINS }, () => loop(asAdmin)), loop(bySql)]
  const pause = async () => {
    isPaused = true
    await Promise.all(underWay)
  }
  return {
    pause,
    resume: () => {
      isPaused = false
    },
    stop: async () => {
      isOver = true
      await Promise.all(loops)
    },
  }
}
