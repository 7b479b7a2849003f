import type { Dice } from './dice'
import { type Ground, ROLE } from './ground'
import type { ChaosProcess } from './process'

/** Mends what was broken; resolves when it is whole again. */
export type Mend = () => Promise<void>

export interface Fault {
  readonly name: string
  /** What must be seen of it, for the report. */
  readonly expected: string
  /** How long it lasts, ms. */
  readonly holdMs: readonly [least: number, most: number]
  /** `one`: a node; `door`: the process that makes changes; `all`: whatever is there. */
  readonly hits: 'one' | 'door' | 'all'
  /** The process is ended: requests that it has are lost with it. */
  readonly isDown?: boolean
  inject(ground: Ground, hit: ChaosProcess, dice: Dice): Promise<Mend>
}

const listening = ({ proxy }: ChaosProcess) =>
  proxy.connections().filter((own) => own.hello().includes('aviary listen'))

function proxied(mode: 'refuse' | 'swallow' | 'mute'): Fault['inject'] {
  return async (_ground, { proxy }) => {
    proxy.set(mode)
    return async () => proxy.set('pass')
  }
}

function ended(signal: 'SIGKILL' | 'SIGTERM'): Fault['inject'] {
  return async (_ground, hit) => {
    await hit.end(signal)
    return () => hit.start()
  }
}

const terminate = (where: string) =>
  `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '${ROLE}' AND ${where}`

/** A statement in a session of its own, which ends with the fault. */
const held =
  (statement: string): Fault['inject'] =>
  async ({ sql }) => {
    const client = await sql.connect()
    await client.query(`BEGIN; ${statement}`)
    return async () => {
      await client.query('ROLLBACK')
      client.release()
    }
  }

const none: Mend = async () => {}

/** Everything of reliability.md's list that can be done from outside to processes and a database that run. */
export const FAULTS: readonly Fault[] = [
  {
    name: 'LISTEN backends terminated',
    expected: 'Changes are found by the poll; LISTEN comes back by itself.',
    holdMs: [200, 1500],
    hits: 'all',
    inject: async ({ sql }) => {
      await sql.query(terminate(`application_name = 'aviary listen'`))
      return none
    },
  },
  {
    name: 'LISTEN half open at one node',
    expected: 'Changes are found by the poll; the heartbeat finds the dead connection.',
    holdMs: [1000, 3000],
    hits: 'one',
    inject: async (_ground, hit) => {
      for (const connection of listening(hit)) connection.swallow()
      return none
    },
  },
  {
    name: 'database out of reach of one node',
    expected: 'What is in memory is answered, the rest denied; past the bound everything is denied.',
    holdMs: [500, 4000],
    hits: 'one',
    inject: proxied('refuse'),
  },
  {
    name: 'all traffic of one node to the database swallowed',
    expected: 'What is in memory is answered, the rest denied in time; past the bound everything is denied.',
    holdMs: [500, 4500],
    hits: 'one',
    inject: proxied('swallow'),
  },
  {
    name: 'replies of the database lost to one node',
    expected: 'As if nothing came through.',
    holdMs: [500, 3000],
    hits: 'one',
    inject: proxied('mute'),
  },
  {
    name: 'database slow by 2 s for one node',
    expected: 'Hits are answered, misses denied in time.',
    holdMs: [1000, 4000],
    hits: 'one',
    inject: async (_ground, { proxy }) => {
      proxy.delay(1000)
      return async () => proxy.delay(0)
    },
  },
  {
    name: 'kill -9 of a node',
    expected: 'The others answer; it comes back at the present revision.',
    holdMs: [0, 500],
    hits: 'one',
    isDown: true,
    inject: ended('SIGKILL'),
  },
  {
    name: 'SIGTERM of a node, and a new one',
    expected: 'It ends in order; the new one begins at the present revision.',
    holdMs: [0, 200],
    hits: 'one',
    isDown: true,
    inject: ended('SIGTERM'),
  },
  {
    name: 'SIGSTOP of a node, and back',
    expected: 'It answers late, and allows nothing by facts past the bound.',
    holdMs: [500, 4500],
    hits: 'one',
    inject: async (_ground, hit) => {
      hit.signal('SIGSTOP')
      return async () => hit.signal('SIGCONT')
    },
  },
  {
    name: 'PostgreSQL restarted',
    expected: 'Hits are answered meanwhile; nothing committed is lost; nodes find it again.',
    holdMs: [0, 2000],
    hits: 'all',
    inject: async ({ database }) => {
      await database.stop()
      return () => database.start()
    },
  },
  {
    name: 'kill -9 of PostgreSQL',
    expected: 'Hits are answered meanwhile; nothing committed is lost; nodes find it again.',
    holdMs: [0, 1000],
    hits: 'all',
    inject: async ({ database }) => {
      await database.kill()
      return () => database.start()
    },
  },
  {
    name: 'no connection to spare',
    expected: 'Hits are answered, the rest denied; changes fail and leave nothing.',
    holdMs: [500, 3000],
    hits: 'all',
    inject: async ({ sql }) => {
      await sql.query(`ALTER ROLE ${ROLE} CONNECTION LIMIT 0`)
      await sql.query(terminate('true'))
      return async () => void (await sql.query(`ALTER ROLE ${ROLE} CONNECTION LIMIT -1`))
    },
  },
  {
    name: 'database read-only',
    expected: 'Decisions go on; changes fail and leave nothing.',
    holdMs: [500, 2000],
    hits: 'all',
    inject: async ({ sql }) => {
      const set = async (value: string) => {
        await sql.query(`ALTER ROLE ${ROLE} ${value}`)
        await sql.query(terminate('true'))
      }
      await set('SET default_transaction_read_only = on')
      return () => set('RESET default_transaction_read_only')
    },
  },
  {
    name: "writers' lock held",
    expected: 'Decisions go on; changes are refused as busy in time, and leave nothing.',
    holdMs: [500, 3000],
    hits: 'all',
    inject: held('SELECT FROM state_revision FOR UPDATE'),
  },
  {
    name: 'a table of facts locked',
    expected: 'Hits are answered, misses denied in time.',
    holdMs: [500, 2500],
    hits: 'all',
    inject: held('LOCK TABLE scoped_feature_flag_states'),
  },
  {
    name: 'audit insert refused',
    expected: 'No change happens; decisions go on.',
    holdMs: [500, 2000],
    hits: 'all',
    inject: async ({ sql }) => {
      await sql.query(`ALTER TABLE audit_events ADD CONSTRAINT chaos CHECK (false) NOT VALID`)
      return async () => void (await sql.query('ALTER TABLE audit_events DROP CONSTRAINT chaos'))
    },
  },
  {
    name: 'NOTIFY storm of rubbish',
    expected: 'Nothing: it is counted.',
    holdMs: [200, 1000],
    hits: 'all',
    inject: async ({ sql }) => {
      await sql.query(
        `SELECT pg_notify('feature_rollouts', CASE nth % 3 WHEN 0 THEN '{' ELSE '{"n":' || nth || '}' END) FROM generate_series(1, 3000) nth`,
      )
      return none
    },
  },
  {
    name: 'kill -9 of the process that makes changes',
    expected: 'What it had not committed did not happen; what it had is in the trail.',
    holdMs: [0, 500],
    hits: 'door',
    inject: ended('SIGKILL'),
  },
  {
    name: 'replies to commits lost',
    expected: 'The caller is told of no success; what was committed is in the trail and in force.',
    holdMs: [500, 3000],
    hits: 'door',
    inject: async (_ground, { proxy }) => {
      proxy.loseRepliesTo('COMMIT')
      return async () => proxy.loseRepliesTo(null)
    },
  },
]
