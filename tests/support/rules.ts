import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, test as base, beforeAll, expect } from 'vitest'
import { migrate } from '../../scripts/db-migrate'
import { createDatabase, testDatabase } from './postgres'

const FACTS = `
  INSERT INTO publishers VALUES ('pub', 'Press'), ('pub2', 'Other Press');
  INSERT INTO projects VALUES ('p1', 'Chemistry', 'pub'), ('p2', 'Physics', NULL);
  INSERT INTO sections VALUES ('s1', 'Chem 101', 'p1', 'pub'), ('s2', 'Loose', NULL, NULL);
  INSERT INTO authors VALUES ('a1', 'a@example.edu', 'A', false);
  INSERT INTO users VALUES ('u1', 'u@example.edu', 'U', false), ('u2', NULL, 'Inside', true);
  INSERT INTO features (name, description, contexts) VALUES ('f1', 'First', 'both'), ('f2', 'Second', 'both');
  INSERT INTO scoped_feature_rollouts (feature_name, scope_type, project_id, stage)
    VALUES ('f1', 'global', NULL, 'off'), ('f1', 'project', 'p1', 'five_percent');
  INSERT INTO scoped_feature_flag_states (feature_name, project_id) VALUES ('f1', 'p1');
  INSERT INTO scoped_feature_exemptions (feature_name, publisher_id, effect, note) VALUES ('f1', 'pub', 'deny', 'contract');`

interface Entry {
  readonly id: string
  readonly revision: string
  readonly action: string
  readonly place: string
  readonly before: unknown
  readonly after: unknown
}

interface Announcement {
  readonly epoch: string
  readonly n: number
  readonly hint: readonly string[]
}

/** A database with a few facts in it, through the eyes of whoever has psql. */
export interface Rules {
  readonly url: string
  readonly client: pg.Client
  /** Another connection to the same database. */
  connect(): Promise<pg.Client>
  run(sql: string, values?: readonly unknown[]): Promise<pg.QueryResult>
  /** The SQLSTATE that a statement is refused with; null when it is not. */
  refusal(sql: string, values?: readonly unknown[]): Promise<string | null>
  revision(): Promise<number>
  /** The audit entries since the facts were laid, oldest first. */
  entries(): Promise<readonly Entry[]>
  /** What is announced from now on. */
  listen(): Promise<{ heard(count: number): Promise<readonly Announcement[]> }>
}

async function openRules(url: string): Promise<Rules & { close(): Promise<void> }> {
  const clients: pg.Client[] = []
  const connect = async () => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    clients.push(client)
    return client
  }
  const client = await connect()
  const run: Rules['run'] = (sql, values) => client.query(sql, values as unknown[])
  const { rows } = await run('SELECT coalesce(max(id), 0) AS last FROM audit_events')
  return {
    url,
    client,
    connect,
    run,
    refusal: (sql, values) =>
      run(sql, values).then(
        () => null,
        (error) => error.code,
      ),
    revision: async () => Number((await run('SELECT n FROM state_revision')).rows[0].n),
    entries: async () =>
      (
        await run(
          `SELECT id, revision, action, concat_ws(' ', feature_name, scope_type, scope_id) AS place, before, after
           FROM audit_events WHERE id > $1 ORDER BY id`,
          [rows[0].last],
        )
      ).rows,
    listen: () => connect().then(listenOn),
    close: async () => {
      for (const own of clients) await own.end()
    },
  }
}

async function listenOn(client: pg.Client) {
  const heard: Announcement[] = []
  client.on('notification', ({ payload }) => heard.push(JSON.parse(payload ?? '')))
  await client.query('LISTEN feature_rollouts')
  return {
    /** All announcements so far, when there are `count`; a little later, should more come than expected. */
    heard: async (count: number) => {
      await expect.poll(() => heard.length, { timeout: 5000 }).toBeGreaterThanOrEqual(count)
      await sleep(30)
      await client.query('SELECT')
      return heard
    },
  }
}

/** `test` with a database of its own for each, and what a person with psql can do to it. */
export function rulesTest() {
  const migrated = testDatabase()
  const nameOf = (url: string) => new URL(url).pathname.slice(1)
  let template: Awaited<ReturnType<typeof createDatabase>> | undefined
  beforeAll(async () => {
    await migrate(migrated.url)
    template = await createDatabase('rules', nameOf(migrated.url))
    const client = new pg.Client({ connectionString: template.url })
    await client.connect()
    await client.query(FACTS)
    await client.end()
  })
  afterAll(() => template?.drop())
  return base.extend<{ db: Rules }>({
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures that are needed from this pattern
    db: async ({}, use) => {
      const database = await createDatabase('rules', nameOf(template?.url ?? ''))
      const rules = await openRules(database.url)
      await use(rules)
      await rules.close()
      await database.drop()
    },
  })
}
