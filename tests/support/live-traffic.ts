import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { BASE_SECTIONS } from './base-rows'

const PAUSE_MS = 8

export interface TrafficReport {
  /** What each acknowledged write left behind, by account. */
  readonly names: ReadonlyMap<string, string>
  readonly emails: ReadonlyMap<string, string>
  /** "feature resource" to whether it is opted in. */
  readonly optIns: ReadonlyMap<string, boolean>
  readonly failures: readonly string[]
  readonly writes: number
  readonly reads: number
  readonly longestWriteMs: number
  readonly longestReadMs: number
}

const emptyLog = () => ({
  names: new Map<string, string>(),
  emails: new Map<string, string>(),
  optIns: new Map<string, boolean>(),
  failures: [] as string[],
  writes: 0,
  reads: 0,
  longestWriteMs: 0,
  longestReadMs: 0,
})

type Log = ReturnType<typeof emptyLog>
type Loop = (client: Client, log: Log, turn: number) => Promise<void>

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAtMs = performance.now()
  await work()
  return performance.now() - startedAtMs
}

async function write(log: Log, work: () => Promise<unknown>): Promise<void> {
  log.longestWriteMs = Math.max(log.longestWriteMs, await timed(work))
  log.writes++
}

const writeUsers: Loop = async (client, log, turn) => {
  const [id, renamed] = [`live${turn}`, `u${(turn % 40_000) + 1}`]
  await write(log, () => client.query('INSERT INTO users (id, name) VALUES ($1, $2)', [id, `New ${turn}`]))
  log.names.set(id, `New ${turn}`)
  await write(log, () => client.query('UPDATE users SET name = $2 WHERE id = $1', [renamed, `Renamed ${turn}`]))
  log.names.set(renamed, `Renamed ${turn}`)
}

const writeOptIns: Loop = async (client, log, turn) => {
  const [feature, project] = [`f${(turn % 5) + 6}`, `p${((turn / 5) | 0) + 1}`]
  const insert = 'INSERT INTO scoped_feature_flag_states (feature_name, project_id) VALUES ($1, $2)'
  await write(log, () => client.query(insert, [feature, project]))
  log.optIns.set(`${feature} ${project}`, true)
  if (turn % 3 > 0) return
  const remove = 'DELETE FROM scoped_feature_flag_states WHERE feature_name = $1 AND project_id = $2'
  await write(log, () => client.query(remove, [feature, project]))
  log.optIns.set(`${feature} ${project}`, false)
}

/** Holds locks on three tables at once, in an order of its own. */
const writeTogether: Loop = async (client, log, turn) => {
  const [user, section, email] = [
    `u${50_001 + (turn % 40_000)}`,
    `s${(turn % BASE_SECTIONS) + 1}`,
    `${turn}@live.example.edu`,
  ]
  await write(log, async () => {
    await client.query('BEGIN')
    await client.query('UPDATE users SET email = $2 WHERE id = $1', [user, email])
    await client.query(
      `INSERT INTO scoped_feature_flag_states (feature_name, section_id) VALUES ('f9', $1) ON CONFLICT DO NOTHING`,
      [section],
    )
    await client.query(`UPDATE features SET description = $1 WHERE name = 'f10'`, [`Feature at ${turn}`])
    await client.query('COMMIT')
  })
  log.emails.set(user, email)
  log.optIns.set(`f9 ${section}`, true)
}

const read: Loop = async (client, log, turn) => {
  const select = `SELECT u.name, count(s.id) FROM users u, scoped_feature_flag_states s JOIN features f ON f.name = s.feature_name
    WHERE u.id = $1 AND s.project_id = $2 GROUP BY u.name`
  const tookMs = await timed(() => client.query(select, [`u${(turn % 40_000) + 1}`, `p${(turn % 2000) + 1}`]))
  log.longestReadMs = Math.max(log.longestReadMs, tookMs)
  log.reads++
}

async function repeat(loop: Loop, url: string, log: Log, isOver: () => boolean): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    for (let turn = 0; !isOver(); turn++) {
      await loop(client, log, turn)
      await sleep(PAUSE_MS)
    }
  } catch (error) {
    log.failures.push(`${loop.name}: ${(error as Error).message}`)
  } finally {
    await client.end()
  }
}

/** Writers and a reader that work on a database filled by `fillBase` until they are stopped. */
export function startTraffic(url: string): { stop(): Promise<TrafficReport> } {
  const log = emptyLog()
  let isOver = false
  const loops = [writeUsers, writeOptIns, writeTogether, read].map((loop) => repeat(loop, url, log, () => isOver))
  return {
    stop: async () => {
      isOver = true
      await Promise.all(loops)
      return log
    },
  }
}
