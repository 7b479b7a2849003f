import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { decisionWorld } from './support/decision-world'
import { type FrontProcess, startServing } from './support/front-process'
import { startProxy, type TcpProxy } from './support/tcp-proxy'

const FACTS = `
INSERT INTO features (name, description, contexts, rollout_mode) VALUES ('rising', 'A feature.', 'both', 'canary');
INSERT INTO scoped_feature_rollouts (feature_name, scope_type, stage) VALUES ('rising', 'global', 'off');
`
const world = decisionWorld(FACTS)
const SOON = { timeout: 20_000, interval: 10 }
const WAITING = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'aviary console' AND wait_event_type = 'Lock'`

let door: FrontProcess
let proxy: TcpProxy
let count = 0

const call = (method: string, path: string, body?: object, requestId = 'read') =>
  fetch(door.url + path, {
    method,
    headers: {
      authorization: `Bearer ${world.adminKey}`,
      'content-type': 'application/json',
      'x-request-id': requestId,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).then(
    ({ status }) => status,
    () => 'no answer',
  )

const rowsOf = async (sql: string, values: unknown[] = []) => (await world.db.query(sql, values)).rows
const stage = async () => (await rowsOf(`SELECT stage FROM scoped_feature_rollouts`))[0]?.stage
const entriesOf = (requestId: string) => rowsOf('SELECT after FROM audit_events WHERE request_id = $1', [requestId])

/** Promotes by one step on the version that stands there. */
async function promote() {
  const requestId = `promotion-${++count}`
  const [{ version }] = await rowsOf('SELECT version::int FROM scoped_feature_rollouts')
  const ask = () =>
    call(
      'PUT',
      '/api/v1/features/rising/rollouts/global',
      { stage: 'internal_only', expectedVersion: version },
      requestId,
    )
  return { requestId, ask, answer: ask() }
}

beforeEach(async () => {
  await world.db.query(`UPDATE scoped_feature_rollouts SET stage = 'off'`)
  proxy = await startProxy(world.databaseUrl)
  door = await startServing('chaos/change-door.ts', proxy.url, {})
  onTestFinished(async () => {
    door.kill('SIGKILL')
    await door.ended
    await proxy.close()
  })
  await expect.poll(() => call('GET', '/api/v1/features/rising'), SOON).toBe(200)
})

test('a process that is killed before the commit has changed nothing, and written nothing down', async () => {
  await world.db.query('BEGIN; SELECT FROM state_revision FOR UPDATE')
  const { requestId, answer } = await promote()
  await expect.poll(() => rowsOf(WAITING), SOON).toHaveLength(1)
  door.kill('SIGKILL')
  await world.db.query('ROLLBACK')
  expect(await answer).toBe('no answer')
  await expect.poll(() => rowsOf(WAITING), SOON).toEqual([])
  expect([await stage(), await entriesOf(requestId)]).toEqual(['off', []])
})

test('a process that is killed after the commit has changed what the trail says, though it told nobody', async () => {
  proxy.loseRepliesTo('COMMIT')
  const { requestId, answer } = await promote()
  await expect.poll(stage, SOON).toBe('internal_only')
  door.kill('SIGKILL')
  expect(await answer).toBe('no answer')
  expect(await entriesOf(requestId)).toEqual([{ after: { stage: 'internal_only' } }])
})

test('where the reply to the commit is lost, nobody is told of success, and who asks again changes nothing twice', async () => {
  proxy.loseRepliesTo('COMMIT')
  const { requestId, ask, answer } = await promote()
  expect(await answer).toBe(500)
  expect([await stage(), await entriesOf(requestId)]).toEqual([
    'internal_only',
    [{ after: { stage: 'internal_only' } }],
  ])
  proxy.loseRepliesTo(null)
  await expect.poll(ask, SOON).not.toBe(500)
  expect(await entriesOf(requestId)).toHaveLength(1)
})
