import { readFileSync } from 'node:fs'
import pg from 'pg'
import { NODE_ROLE } from './load-ground'
import type { Server } from './servers'

const LOOK_EVERY_MS = 1000

/** What nodes did meanwhile. */
export interface Watched {
  readonly decisions: number
  readonly withoutQuery: number
  /** Statements of all nodes, those of the background too. */
  readonly queries: number
  readonly memoryBytes: readonly number[]
  /** From before the commit of each change to its being in force, for each node that said so. */
  readonly propagationMs: readonly number[]
}

/** Resident memory of a process, by /proc. */
export function residentBytes(pid: number): number {
  const [, kilobytes = 'NaN'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) * 1024
}

function sumIn(text: string, name: string): number {
  const lines = text.split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
  return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0)
}

async function counts(nodes: readonly Server[], key: string): Promise<{ decisions: number; withoutQuery: number }> {
  const texts = nodes.map(async ({ port }) => {
    const headers = { Authorization: `Bearer ${key}` }
    return (await fetch(`http://127.0.0.1:${port}/api/metrics`, { headers })).text()
  })
  const sum = async (name: string) => (await Promise.all(texts)).reduce((total, text) => total + sumIn(text, name), 0)
  return {
    decisions: await sum('aviary_decisions_total'),
    withoutQuery: await sum('aviary_decisions_without_query_total'),
  }
}

const QUERIES = `SELECT coalesce(sum(calls), 0)::int AS calls FROM pg_stat_statements
  WHERE userid = '${NODE_ROLE}'::regrole AND toplevel`
const RECEIPTS = `SELECT id, receipts FROM nodes`
const CHANGED = `SELECT revision::int, extract(epoch FROM max(occurred_at)) * 1000 AS "atMs" FROM audit_events
  WHERE revision = ANY($1) GROUP BY revision`

/** Watches nodes while `work` goes on. @param work resolves to the revisions that it made */
export async function watchNodes(
  { databaseUrl, key }: { databaseUrl: string; key: string },
  nodes: readonly Server[],
  work: () => Promise<readonly number[]>,
): Promise<Watched> {
  const client = new pg.Client({ connectionString: databaseUrl })
  client.on('error', () => {})
  await client.connect()
  return watchBy(client, key, nodes, work).finally(() => client.end())
}

async function watchBy(
  client: pg.Client,
  key: string,
  nodes: readonly Server[],
  work: () => Promise<readonly number[]>,
): Promise<Watched> {
  const receipts = new Map<string, Map<number, number>>()
  const look = async () => {
    for (const { id, receipts: own } of (await client.query(RECEIPTS)).rows) {
      const known = receipts.get(id) ?? new Map<number, number>()
      receipts.set(id, known)
      for (const [revision, atMs] of own as [number, number][]) known.set(revision, atMs)
    }
  }
  await client.query('SELECT pg_stat_statements_reset()')
  const before = await counts(nodes, key)
  const timer = setInterval(() => void look().catch(() => {}), LOOK_EVERY_MS)
  const revisions = await work().finally(() => clearInterval(timer))
  const after = await counts(nodes, key)
  const queries = (await client.query(QUERIES)).rows[0].calls
  await look()
  const changed = (await client.query(CHANGED, [revisions])).rows
  return {
    decisions: after.decisions - before.decisions,
    withoutQuery: after.withoutQuery - before.withoutQuery,
    queries,
    memoryBytes: nodes.map(({ pid }) => residentBytes(pid)),
    propagationMs: [...receipts.values()].flatMap((known) =>
      changed.flatMap(({ revision, atMs }) => {
        const inForceMs = known.get(revision)
        return inForceMs === undefined ? [] : [Math.max(0, inForceMs - Number(atMs))]
      }),
    ),
  }
}
