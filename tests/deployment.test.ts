import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { request as overHttp } from 'node:http'
import { request as overHttps } from 'node:https'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { decisionWorld } from './support/decision-world'
import { type Arrived, startProxiedFront } from './support/proxied-front'
import { type ReverseProxy, reverseProxies } from './support/reverse-proxy'

const FACTS = `
INSERT INTO projects (id, title) VALUES ('p', 'Project');
INSERT INTO features (name, description, contexts, rollout_mode) VALUES ('asked', 'A feature.', 'both', 'canary'), ('moving', 'A feature.', 'both', 'canary');
INSERT INTO scoped_feature_rollouts (feature_name, scope_type, stage) VALUES ('asked', 'global', 'full'), ('moving', 'global', 'off');
INSERT INTO scoped_feature_flag_states (feature_name, project_id) SELECT name, id FROM features, projects;
`
/** Of this machine, and not the one that proxies speak from. */
const CLIENT = '127.0.0.2'
const FORGED = '203.0.113.9'
const ASKED = { feature: 'asked', actor: { type: 'user', id: '1' }, resource: { type: 'project', id: 'p' } }
const SOON = { timeout: 20_000, interval: 20 }

const world = decisionWorld(FACTS)
let front: Awaited<ReturnType<typeof startProxiedFront>>
beforeAll(async () => {
  front = await startProxiedFront(world.doors)
})
afterAll(() => front?.close())

interface Asked {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

type Ask = (path: string, asked?: Asked) => Promise<IncomingMessage>

/** Asks from an address of the client's own. Resolves when the head of the answer is there. */
const asks =
  (request: typeof overHttp | typeof overHttps, port: () => number): Ask =>
  (path, { method = 'GET', headers = {}, body = '' } = {}) =>
    new Promise((resolve, reject) => {
      const to = { host: '127.0.0.1', port: port(), localAddress: CLIENT, method, path, agent: false as const }
      const own = { Host: `localhost:${to.port}`, 'Content-Length': String(Buffer.byteLength(body)), ...headers }
      const tls = { servername: 'localhost', rejectUnauthorized: false }
      request({ ...to, ...tls, headers: own }, resolve)
        .once('error', reject)
        .end(body)
    })

const post = (key: string, body: object): Asked => ({
  method: 'POST',
  headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
})

async function arrived(ask: Ask, asked: Asked = {}): Promise<Arrived> {
  return JSON.parse(await text(await ask('/api/whoever', asked)))
}

/** What was read of a stream so far; it is left at the end of the test. */
async function listen(ask: Ask, path: string, headers: Record<string, string> = {}): Promise<() => string> {
  const answer = await ask(path, { headers })
  onTestFinished(() => void answer.destroy())
  expect(answer.statusCode).toBe(200)
  let read = ''
  answer.on('data', (chunk) => (read += chunk)).on('error', () => {})
  return () => read
}

const change = () =>
  world.db.query(`UPDATE scoped_feature_rollouts
    SET stage = (CASE stage WHEN 'off' THEN 'internal_only' ELSE 'off' END)::rollout_stage WHERE feature_name = 'moving'`)

const directly = asks(overHttp, () => front.port)

test('whoever reaches the front past its proxies is believed nothing', async () => {
  expect((await arrived(directly)).forwardedFor).toBe(CLIENT)
  expect((await arrived(directly, { headers: { 'X-Forwarded-For': FORGED } })).forwardedFor).toBe(CLIENT)
})

const analyze = '/usr/bin/systemd-analyze'
const hasSystemd = spawnSync(analyze, ['--help'], { encoding: 'utf8' }).stdout?.includes('--offline') === true
describe.skipIf(!hasSystemd)(hasSystemd ? 'the unit' : 'the unit: no systemd of version 250 or later is here', () => {
  // Of 10; what takes away nothing has 9.6.
  const MOST_EXPOSED = 2
  const run = (...args: string[]) => promisify(execFile)(analyze, args)
  let unit = ''

  beforeAll(async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'aviary-unit-'))
    unit = path.join(folder, 'aviary.service')
    const sample = await readFile('ops/systemd/aviary.service', 'utf8')
    await writeFile(unit, sample.replace('/usr/bin/node', process.execPath))
  })
  afterAll(() => rm(path.dirname(unit), { recursive: true }))

  test('is one that systemd reads without a word', async () => {
    expect(await run('verify', unit)).toEqual({ stdout: '', stderr: '' })
  })

  test('leaves little to whoever gets into it', async () => {
    const { stdout } = await run('security', '--offline=true', '--no-pager', unit)
    const exposed = Number(/exposure level for \S+: ([\d.]+)/.exec(stdout)?.[1])
    expect(exposed).toBeLessThan(MOST_EXPOSED)
  })
})

const proxies = Object.entries(reverseProxies())
const titleOf = (name: string, isThere: boolean) => (isThere ? name : `${name}: none is here, and none can be had`)

for (const [name, start] of proxies) {
  describe.skipIf(start === null)(`behind ${titleOf(name, start !== null)}`, () => {
    let proxy: ReverseProxy | undefined
    beforeAll(async () => {
      proxy = await start?.(front.port)
    })
    afterAll(() => proxy?.stop())
    const ask = asks(overHttps, () => proxy?.port ?? 0)

    test('every decision is answered, once it is known that one of two nodes is down', async () => {
      const decide = async () => {
        const answer = await ask('/api/decision', post(world.key, ASKED))
        return answer.statusCode === 200 && JSON.parse(await text(answer)).result
      }
      const twenty = () => Promise.all(Array.from({ length: 20 }, decide))
      await expect.poll(twenty, SOON).toEqual(Array(20).fill(true))
    })

    test('the console learns who asked, and believes nothing that they claim', async () => {
      expect((await arrived(ask)).forwardedFor).toBe(CLIENT)
      for (const claimed of [FORGED, `${FORGED}, 127.0.0.1`, 'unknown', ''])
        expect((await arrived(ask, { headers: { 'X-Forwarded-For': claimed } })).forwardedFor).toBe(CLIENT)
    })

    test('an import of many megabytes arrives whole', async () => {
      const body = 'x'.repeat(20 << 20)
      expect((await arrived(ask, { method: 'POST', body })).bytes).toBe(body.length)
    })

    // What is held back until more comes never comes: no stream of these ends.
    test('the console’s events come as they are sent', async () => {
      const read = await listen(ask, '/api/events', { Authorization: `Bearer ${world.adminKey}` })
      await vi.waitFor(() => expect(read()).toContain('event: live'), SOON)
      expect(read()).not.toContain('event: rollout.changed')
      await change()
      await vi.waitFor(() => expect(read()).toContain('event: rollout.changed'), SOON)
    })

    test('an application’s events come as they are sent', async () => {
      const asked = post(world.key, { context: { targetingKey: '1', projectId: 'p' } })
      const { eventStreams } = JSON.parse(await text(await ask('/ofrep/v1/evaluate/flags', asked)))
      const read = await listen(ask, eventStreams[0].endpoint.requestUri)
      await vi.waitFor(() => expect(read()).toContain('refetchEvaluation'), SOON)
      const before = read().length
      await change()
      await vi.waitFor(() => expect(read().slice(before)).toContain('refetchEvaluation'), SOON)
    })
  })
}
