import { factKey } from '@/lib/decisions/facts'
import { idOf } from '../support/directory'
import { cacheBytes, type MeasuredNode, startMeasuredNode } from './node'

const BATCH = 500

export interface FullCacheResult {
  readonly entries: number
  readonly bytes: number
  readonly emptyBytes: number
  /** What each kind of entry takes, with the room kept for it. */
  readonly byKind: Readonly<Record<string, { readonly entries: number; readonly bytes: number }>>
}

const KINDS = [
  ['project', 50_000],
  ['section', 100_000],
  ['author', 10_000],
  ['user', 40_000],
] as const

async function fill(node: MeasuredNode, kind: (typeof KINDS)[number][0], count: number): Promise<void> {
  for (let from = 0; from < count; from += BATCH) {
    await node.state.load(Array.from({ length: BATCH }, (_, nth) => factKey(kind, idOf(kind, from + nth))))
  }
}

/** Loads as many facts as the caches keep, each from the database as a decision would. */
export async function measureFullCache({ databaseUrl }: { databaseUrl: string }): Promise<FullCacheResult> {
  const node = await startMeasuredNode(databaseUrl)
  const byKind: Record<string, { entries: number; bytes: number }> = {}
  for (const [kind, count] of KINDS) {
    await fill(node, kind, count)
    const entries = node.cache.size()
    byKind[kind] = { entries, bytes: (await cacheBytes(node)) - node.emptyBytes }
  }
  for (const [kind, count] of KINDS) await fill(node, kind, count)
  const entries = node.cache.size()
  const bytes = await cacheBytes(node)
  await node.pool.end()
  return { entries, bytes, emptyBytes: node.emptyBytes, byKind }
}
