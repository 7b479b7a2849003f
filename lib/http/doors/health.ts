import { migrationsArePending } from '@/lib/db/migrations'
import type { DecisionNode } from '@/lib/decisions/node'
import { measured } from '../measured'
import { type Handler, json } from '../message'
import type { DoorContext } from './context'
import { publicDoor } from './public-door'

// Three polls may fail before the database counts as out of reach.
const REACHABLE_MS = 3500
const MIGRATIONS_KEPT_MS = 5000

/** `GET /api/health/live`: the process serves. */
export function liveDoor(context: DoorContext): Handler {
  return measured(
    'live',
    publicDoor(context, () => json(200, '{"status":"live"}')),
  )
}

function migrationCheck(node: DecisionNode): () => Promise<boolean> {
  let checkedAtMs = Number.NEGATIVE_INFINITY
  let arePending = true
  return async () => {
    if (performance.now() - checkedAtMs > MIGRATIONS_KEPT_MS) {
      arePending = await migrationsArePending(node.pool)
      checkedAtMs = performance.now()
    }
    return arePending
  }
}

/** `GET /api/health/ready`: may be sent requests; 503 with what is wrong otherwise. */
export function readyDoor(context: DoorContext): Handler {
  const { node, drain } = context
  const arePending = migrationCheck(node)

  async function wrongs(): Promise<string[]> {
    const found: string[] = []
    if (drain.isDraining()) found.push('shutting_down')
    if (node.state.snapshot() === null || node.state.ageMs() > REACHABLE_MS) found.push('database_unreachable')
    else if (await arePending().catch(() => true)) found.push('migrations_pending')
    if (!node.isListening()) found.push('invalidation_channel_down')
    return found
  }

  const door = publicDoor(context, async () => {
    const problems = await wrongs()
    const revision = node.state.snapshot()?.n ?? null
    const status = problems.length === 0 ? 'ready' : 'not_ready'
    return json(
      problems.length === 0 ? 200 : 503,
      JSON.stringify({ status, problems, revision }),
      problems.length === 0 ? {} : { 'Retry-After': '1' },
    )
  })
  return measured('ready', door)
}
