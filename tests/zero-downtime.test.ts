import { rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { migrate } from '../scripts/db-migrate'
import { startBalancer } from './support/balancer'
import { runScript } from './support/command'
import { decisionWorld } from './support/decision-world'
import { type FrontProcess, startServing } from './support/front-process'
import { folderOfNextBuild } from './support/next-build'

const FACTS = `
INSERT INTO projects (id, title) SELECT 'p' || i, 'Project' FROM generate_series(0, 999) i;
INSERT INTO features (name, description, contexts, rollout_mode) VALUES ('full', 'A feature.', 'both', 'canary'), ('moving', 'A feature.', 'both', 'canary');
INSERT INTO scoped_feature_rollouts (feature_name, scope_type, stage) VALUES ('full', 'global', 'full'), ('moving', 'global', 'off');
INSERT INTO scoped_feature_flag_states (feature_name, project_id) SELECT name, id FROM features, projects;
`
const MIGRATION = '29990101000000_scratch'
const SQL = `SET LOCAL lock_timeout = '500ms';\nALTER TABLE features ADD COLUMN scratch text;\n`
const CALLERS = 6
const world = decisionWorld(FACTS)
const SOON = { timeout: 30_000, interval: 50 }

/** Callers of decisions, known and new, and somebody who changes facts, until they are stopped. */
function underLoad(balancer: ReturnType<typeof startBalancer>) {
  let isOver = false
  const reasons = new Map<string, number>()
  const caller = async (nth: number) => {
    for (let turn = 0; !isOver; turn++) {
      const resource = { type: 'project', id: `p${(turn * CALLERS + nth) % 1000}` }
      const reason = await balancer.ask(world.key, {
        feature: 'full',
        actor: { type: 'user', id: `u${turn}` },
        resource,
      })
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
      await sleep(5)
    }
  }
  const changer = async () => {
    for (let turn = 0; !isOver; turn++) {
      await world.db.query(`UPDATE scoped_feature_rollouts SET stage = $1 WHERE feature_name = 'moving'`, [
        turn % 2 === 0 ? 'internal_only' : 'off',
      ])
      await sleep(100)
    }
  }
  const loops = [...Array.from({ length: CALLERS }, (_, nth) => caller(nth)), changer()]
  const end = async () => {
    isOver = true
    await Promise.all(loops)
    return reasons
  }
  onTestFinished(async () => void (await end()))
  return end
}

test('no decision fails while nodes are restarted one by one, and replaced by a build that brings a migration', async () => {
  const running: FrontProcess[] = []
  const start = async (version: string, folder: string, port = '0') => {
    const own = await startServing('server.ts', world.databaseUrl, { AVIARY_VERSION: version, PORT: port }, folder)
    running.push(own)
    await expect.poll(async () => (await fetch(`${own.url}/api/health/ready`)).status, SOON).toBe(200)
    return own
  }
  onTestFinished(async () => {
    for (const own of running) own.kill('SIGKILL')
    await Promise.all(running.map(({ ended }) => ended))
  })
  const nodes: FrontProcess[] = []
  for (let n = 0; n < 2; n++) nodes.push(await start('one', process.cwd()))
  const balancer = startBalancer(nodes.map(({ url }) => url))
  onTestFinished(balancer.stop)
  const endLoad = underLoad(balancer)
  const roll = async (version: string, folder: string) => {
    for (const [nth, old] of nodes.entries()) {
      old.kill('SIGTERM')
      expect(await old.ended, old.logged()).toBe(0)
      nodes[nth] = await start(version, folder, new URL(old.url).port)
      await expect.poll(() => balancer.isReady(old.url), SOON).toBe(true)
    }
  }

  await roll('one', process.cwd())
  const next = await folderOfNextBuild(MIGRATION, SQL)
  onTestFinished(() => rm(next, { recursive: true, force: true }))
  const migrated = await runScript('scripts/db-migrate.ts', [], { DATABASE_URL: world.databaseUrl }, '', next)
  expect(migrated.stdout).toContain(`Applied ${MIGRATION}.`)
  await roll('two', next)

  const reasons = await endLoad()
  expect([...reasons.keys()]).toEqual(['stage_full'])
  expect(reasons.get('stage_full')).toBeGreaterThan(200)
  const versions = async () =>
    (await world.db.query('SELECT DISTINCT version FROM nodes WHERE kind = $1 ORDER BY 1', ['front'])).rows
  await expect.poll(versions, SOON).toContainEqual({ version: 'two' })
  // Who was started on the new schema may be replaced by the old build again.
  await start('one', process.cwd())
  expect(await migrate(world.databaseUrl)).toEqual([])
}, 180_000)
