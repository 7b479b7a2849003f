import type pg from 'pg'
import { setStage } from '@/lib/changes/set-stage'
import { CONSOLE_POOL, createPool } from '@/lib/db/pool'
import { STAGES, type Stage } from '@/lib/rollout'
import { serveVerbs } from '../support/serve-verbs'

const BY = { kind: 'command', id: 'load', name: 'Load' } as const
const CUT_EVERY_MS = 100
const CUT = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'aviary listen'`

interface Changes {
  readonly databaseUrl: string
  /** A canary feature, and projects whose own stages go up and down. */
  readonly feature: string
  readonly projects: readonly string[]
  readonly ratePerS: number
  /** Whether LISTEN is ended again and again. */
  readonly cutsListen: boolean
}

export interface ChangesMade {
  readonly made: number
  readonly failures: readonly string[]
  readonly revisions: readonly number[]
}

const nothing = async (): Promise<ChangesMade> => ({ made: 0, failures: [], revisions: [] })
let stop = nothing

async function neighbor(
  sql: pg.Pool,
  feature: string,
  id: string,
): Promise<{ stage: Stage; expectedVersion: number | null }> {
  const { rows } = await sql.query(
    `SELECT scope_type::text AS scope, stage, version::int FROM scoped_feature_rollouts
     WHERE feature_name = $1 AND (scope_type = 'global' OR project_id = $2) ORDER BY scope_type = 'global'`,
    [feature, id],
  )
  const [own] = rows
  const rung = STAGES.indexOf(own?.stage ?? 'off')
  const stage = STAGES[rung === 0 ? 1 : rung - 1] ?? 'off'
  return { stage, expectedVersion: own?.scope === 'project' ? own.version : null }
}

/** Changes a stage at a steady rate until it is stopped: a step down where there is one, else a step up. */
function start({ databaseUrl, feature, projects, ratePerS, cutsListen }: Changes): void {
  const pool = createPool(databaseUrl, CONSOLE_POOL, () => {})
  const failures: string[] = []
  const revisions: number[] = []
  const open = new Set<Promise<void>>()
  let asked = 0
  const change = async () => {
    const id = projects[asked++ % projects.length] ?? ''
    const { stage, expectedVersion } = await neighbor(pool, feature, id)
    const context = { pool, principal: BY, requestId: `load-${asked}` }
    const place = { scopeType: 'project', scopeId: id } as const
    const { revision } = await setStage(context, { feature, place }, { stage, expectedVersion, reason: 'Load.' })
    revisions.push(revision)
  }
  const turn = () => {
    const one = change().catch((error: Error) => void failures.push(error.message))
    open.add(one)
    void one.finally(() => open.delete(one))
  }
  const timers = [setInterval(turn, 1000 / ratePerS)]
  if (cutsListen) timers.push(setInterval(() => void pool.query(CUT).catch(() => {}), CUT_EVERY_MS))
  stop = async () => {
    stop = nothing
    for (const timer of timers) clearInterval(timer)
    await Promise.all(open)
    await pool.end()
    return { made: revisions.length, failures, revisions }
  }
}

serveVerbs({ start, stop: () => stop() })
