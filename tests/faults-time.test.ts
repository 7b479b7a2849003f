import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { decide, decisionWorld } from './support/decision-world'
import { type FrontProcess, startFront } from './support/front-process'

const FACTS = `
INSERT INTO publishers (id, name) VALUES ('3', 'Open');
INSERT INTO projects (id, title, publisher_id) VALUES ('12', 'Chemistry', '3');
INSERT INTO features (name, description, contexts, rollout_mode) VALUES ('full', 'A feature.', 'both', 'canary'), ('forced', 'A feature.', 'both', 'canary');
INSERT INTO scoped_feature_rollouts (feature_name, scope_type, stage) VALUES ('full', 'global', 'full'), ('forced', 'global', 'internal_only');
INSERT INTO scoped_feature_flag_states (feature_name, project_id) SELECT name, id FROM features, projects;
INSERT INTO scoped_feature_exemptions (feature_name, publisher_id, effect, note, expires_at)
  VALUES ('forced', '3', 'force_enable', 'A trial.', now() + interval '30 minutes');
`
const world = decisionWorld(FACTS)
const SOON = { timeout: 20_000, interval: 50 }
const MAX_STALENESS_MS = 1500
const HOUR_MS = 3_600_000

/** Code that a process runs before its own. */
const before = (code: string) => ({ NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(code)}` })

const STALL = before(
  `process.on('SIGUSR2', () => { for (const end = performance.now() + 2500; performance.now() < end;); })`,
)
const CLOCK = before(`const Real = Date, jumps = [${HOUR_MS}, ${24 * HOUR_MS}, ${-24 * HOUR_MS}]; let ahead = 0;
  process.on('SIGUSR2', () => { ahead = jumps.shift() });
  globalThis.Date = class extends Real {
    constructor(...given) { if (given.length === 0) super(Real.now() + ahead); else super(...given) }
    static now() { return Real.now() + ahead }
  }`)

const ask = (own: FrontProcess, feature: string) =>
  decide(own.url, world.key, {
    feature,
    actor: { type: 'user', id: '1' },
    resource: { type: 'project', id: '12' },
  }).then(
    ({ reason }) => reason,
    (error: Error) => error.message,
  )

async function front(settings: Readonly<Record<string, string>>) {
  const own = await startFront(world.databaseUrl, { AVIARY_MAX_STALENESS_MS: String(MAX_STALENESS_MS), ...settings })
  onTestFinished(async () => {
    own.kill('SIGKILL')
    await own.ended
  })
  await expect.poll(() => ask(own, 'full'), SOON).toBe('stage_full')
  return own
}

const setStage = (stage: string) =>
  world.db.query(`UPDATE scoped_feature_rollouts SET stage = $1 WHERE feature_name = 'full'`, [stage])

test("a node's clock that jumps makes nothing expire, nothing stale, and no change late", async () => {
  const own = await front(CLOCK)
  for (const stage of ['off', 'full', 'off']) {
    own.kill('SIGUSR2')
    await sleep(MAX_STALENESS_MS + 500)
    expect(await ask(own, 'forced')).toBe('publisher_force_enable')
    await setStage(stage)
    await expect.poll(() => ask(own, 'full'), SOON).toBe(`stage_${stage}`)
  }
  own.kill('SIGTERM')
  await own.ended
  const yesterday = new Date(Date.now() - 24 * HOUR_MS).toISOString().slice(0, 10)
  expect(own.logged()).toMatch(new RegExp(`"time":"${yesterday}.*"stopping"`))
})

test.each([
  ['whose event loop stalled', STALL, async (own: FrontProcess) => own.kill('SIGUSR2')],
  [
    'that was stopped and goes on',
    {},
    async (own: FrontProcess) => {
      own.kill('SIGSTOP')
      setTimeout(() => own.kill('SIGCONT'), 2500)
    },
  ],
])(
  'a node %s allows nothing by facts that are past the bound, and goes on by the present ones',
  async (_how, settings, hold) => {
    await setStage('full')
    const own = await front(settings)
    await hold(own)
    await sleep(100)
    await setStage('off')
    const reasons = await Promise.all(Array.from({ length: 20 }, () => ask(own, 'full')))
    for (const reason of reasons) expect(['repository_error', 'stage_off']).toContain(reason)
    await expect.poll(() => ask(own, 'full'), SOON).toBe('stage_off')
  },
)
