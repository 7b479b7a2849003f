import { counters } from '@/lib/telemetry/counters'
import { requestFor } from '../support/directory'
import { cacheBytes, type MeasuredNode, startMeasuredNode } from './node'
import { zipf } from './zipf'

const ACTORS = 100_000
const RESOURCES = 10_000
const AT_ONCE = 32

export interface HitRateResult {
  /** Decisions so far, and the share of them answered without a query. */
  readonly curve: readonly { readonly decisions: number; readonly hitRate: number }[]
  readonly loads: number
  readonly entries: number
  readonly bytes: number
}

async function ask(
  node: MeasuredNode,
  decisions: number,
  curve: { decisions: number; hitRate: number }[],
): Promise<void> {
  const actor = zipf(ACTORS, 3)
  const resource = zipf(RESOURCES, 5)
  const before = counters.decisionsWithoutQuery
  for (let done = 0; done < decisions; done += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, () => node.service.decide(requestFor(actor(), resource()))))
    const asked = done + AT_ONCE
    if (asked % 100_000 < AT_ONCE)
      curve.push({ decisions: asked, hitRate: (counters.decisionsWithoutQuery - before) / asked })
  }
}

/** Asks as people do: a few actors and resources often, most of them seldom; from an empty cache. */
export async function measureHitRate({
  databaseUrl,
  decisions,
}: {
  databaseUrl: string
  decisions: number
}): Promise<HitRateResult> {
  const node = await startMeasuredNode(databaseUrl)
  const loadsBefore = counters.factLoads
  const curve: { decisions: number; hitRate: number }[] = []
  await ask(node, decisions, curve)
  const entries = node.cache.size()
  const bytes = await cacheBytes(node)
  await node.pool.end()
  return { curve, loads: counters.factLoads - loadsBefore, entries, bytes }
}
