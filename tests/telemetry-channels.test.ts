import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { readFile } from 'node:fs/promises'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { seams } from '@/lib/telemetry/channels'
import { counters } from '@/lib/telemetry/counters'
import { serveApi } from './support/api'
import { migratedDatabases } from './support/import'

const { shared } = migratedDatabases()
const aviary = shared((fresh) =>
  fresh.load(
    {
      publishers: [{ id: 'pub', name: 'Publisher' }],
      projects: [{ id: 'in', title: 'Opted in', publisherId: 'pub' }],
      users: [{ id: 'somebody', name: 'Ingrid Example', email: 'ingrid@example.edu' }],
      features: ['asked', 'changed'].map((name) => ({
        name,
        description: 'A feature',
        contexts: ['both' as const],
        rolloutMode: 'canary' as const,
      })),
      rollouts: [{ feature: 'asked', scopeType: 'global', scopeId: null, stage: 'full' }],
      scopeStates: [{ feature: 'asked', scopeType: 'project', scopeId: 'in' }],
    },
    { reason: 'As it was.' },
  ),
)
const api = serveApi(aviary)

type Message = Readonly<Record<string, unknown>>
let heard: Message[] = []
const named = (name: string) => heard.filter(({ channel }) => channel === name).map(({ channel, ...rest }) => rest)

/** As any other instrument does: by Node's own door. */
function listen(name: string, listener: (message: unknown) => void): void {
  const hear = (message: unknown) => listener(message)
  subscribe(name, hear)
  onTestFinished(() => void unsubscribe(name, hear))
}

function hear(...names: readonly string[]): void {
  for (const channel of names) listen(channel, (message) => heard.push({ channel, ...(message as Message) }))
}

beforeEach(() => {
  heard = []
})

const decide = (body: object) => api().ask('POST', '/api/decision', { key: api().decideKey, body })
const SOMEBODY = { actor: { type: 'user', id: 'somebody' }, resource: { type: 'project', id: 'in' } }
const seconds = expect.any(Number)

describe('a decision is told', () => {
  const DECISION = 'aviary:feature_flag.decision'

  test('with what it was made of, whether from memory, and never who asked', async () => {
    hear(DECISION, 'aviary:cache.facts_loaded')
    await decide({ feature: 'asked', ...SOMEBODY })
    await decide({ feature: 'asked', ...SOMEBODY })
    await expect.poll(() => named(DECISION)).toHaveLength(2)
    const made = {
      feature: 'asked',
      mode: 'canary',
      stage: 'full',
      scopeType: 'global',
      actorType: 'user',
      resourceType: 'project',
      publisherId: 'pub',
      result: true,
      reason: 'stage_full',
      hashVersion: null,
      revision: expect.any(Number),
      seconds,
    }
    expect(named(DECISION)).toEqual([
      { ...made, cacheHit: false },
      { ...made, cacheHit: true },
    ])
    expect(named('aviary:cache.facts_loaded')).toEqual([{ facts: 1, result: 'loaded', seconds }])
    expect(JSON.stringify(heard)).not.toMatch(/somebody|ingrid|"in"/i)
  })

  test('where no feature has the name, and for each of many', async () => {
    hear(DECISION)
    const body = { features: ['asked', 'nowhere'], ...SOMEBODY }
    await api().ask('POST', '/api/decisions', { key: api().decideKey, body })
    await expect.poll(() => named(DECISION)).toHaveLength(2)
    expect(named(DECISION)).toMatchObject([
      { feature: 'asked', reason: 'stage_full' },
      { feature: 'nowhere', reason: 'feature_not_found', result: false, mode: null, cacheHit: true },
    ])
  })

  test('and whoever listens can neither change it nor fail it: not by throwing, not by writing into the message', async () => {
    listen(DECISION, () => {
      throw new Error('a broken instrument')
    })
    listen(DECISION, (message) => {
      ;(message as { result: boolean }).result = false
    })
    hear(DECISION)
    const before = counters.telemetryDropped
    expect((await decide({ feature: 'asked', ...SOMEBODY })).body).toMatchObject({ result: true })
    await expect.poll(() => named(DECISION)).toMatchObject([{ result: true }])
    expect(counters.telemetryDropped - before).toBe(2)
  })
})

describe('a change is told once, when it is committed', () => {
  const STAGE = 'aviary:feature_flag.rollout_stage_changed'
  const EXEMPTION = 'aviary:feature_flag.exemption_changed'
  const SCOPE = 'aviary:feature_flag.scope_changed'
  const ACCOUNT = 'aviary:account.internal_changed'
  const COMMITTED = 'aviary:change.committed'
  const change = { revision: expect.any(Number), by: 'api_key', seconds }
  const path = '/api/v1/features/changed'
  const setGlobal = (stage: string, expectedVersion: number | null) =>
    api().ask('PUT', `${path}/rollouts/global`, { body: { stage, expectedVersion, reason: 'Because.' } })

  test('of a stage, with where from and where to; one that is refused is not', async () => {
    hear(STAGE, COMMITTED)
    const set = await setGlobal('internal_only', null)
    expect(set.status).toBe(200)
    expect((await setGlobal('full', set.body.version)).status).toBe(422)
    await expect.poll(() => named(STAGE)).toHaveLength(1)
    expect(named(STAGE)).toEqual([
      { feature: 'changed', scopeType: 'global', from: null, to: 'internal_only', ...change },
    ])
    expect(named(COMMITTED)).toEqual([
      { requestId: set.headers.get('x-request-id'), auditEntry: expect.any(Number), ...change },
    ])
  })

  test('of an exemption, an opt-in and an internal flag', async () => {
    hear(EXEMPTION, SCOPE, ACCOUNT)
    const exemption = await api().ask('PUT', `${path}/exemptions/pub`, {
      body: { effect: 'deny', note: 'contract', expectedVersion: null },
    })
    expect(exemption.status).toBe(200)
    expect((await api().ask('PUT', `${path}/scopes/project/in`, { body: {} })).status).toBe(200)
    const internal = await api().ask('PUT', '/api/v1/accounts/user/somebody/internal', {
      body: { isInternal: true, note: 'Tests the new editor' },
    })
    expect(internal.status).toBe(200)
    await expect.poll(() => heard).toHaveLength(3)
    expect(named(EXEMPTION)).toEqual([{ feature: 'changed', publisherId: 'pub', from: null, to: 'deny', ...change }])
    expect(named(SCOPE)).toEqual([{ feature: 'changed', scopeType: 'project', from: false, to: true, ...change }])
    expect(named(ACCOUNT)).toEqual([{ actorType: 'user', from: false, to: true, ...change }])
    expect(JSON.stringify(heard)).not.toMatch(/somebody|ingrid|contract|editor/i)
  })

  test('by an import too, each of its facts', async () => {
    hear(STAGE, SCOPE, COMMITTED)
    const document = {
      version: 1,
      features: [{ name: 'imported', description: 'A feature', contexts: ['both'], rolloutMode: 'canary' }],
      rollouts: [{ feature: 'imported', scopeType: 'global', scopeId: null, stage: 'five_percent' }],
      scopeStates: [{ feature: 'imported', scopeType: 'project', scopeId: 'in' }],
    }
    expect((await api().ask('POST', '/api/v1/import?reason=Moved', { body: document })).status).toBe(200)
    await expect.poll(() => heard).toHaveLength(3)
    expect(named(STAGE)).toMatchObject([{ feature: 'imported', from: null, to: 'five_percent' }])
    expect(named(SCOPE)).toMatchObject([{ feature: 'imported', to: true }])
    expect(named(COMMITTED)).toHaveLength(1)
  })

  test('and what follows from it in this process: the state that it takes over, and how late', async () => {
    const APPLIED = 'aviary:invalidation.applied'
    // With what went before in force: of two changes at once all is dropped.
    const served = async () =>
      (await api().ask('POST', '/api/v1/explain', { body: { feature: 'asked', ...SOMEBODY } })).body.revision
    await expect.poll(served).toBe(await aviary().revision())
    hear(APPLIED)
    const set = await api().ask('PUT', '/api/v1/features/asked/rollouts/project/in', {
      body: { stage: 'off', expectedVersion: null, reason: 'Because.' },
    })
    expect(set.status).toBe(200)
    const revision = Number(set.headers.get('x-aviary-revision'))
    await expect.poll(() => named(APPLIED)).toContainEqual({ revision, isFull: false, dropped: 1, seconds })
  })
})

test('the reference has each channel and each metric that is served, and no other', async () => {
  const { body } = await api().ask('GET', '/api/metrics')
  const served = [...(body as string).matchAll(/^# TYPE (aviary_\w+)/gm)].map(([, name]) => name)
  const names = [...served, ...Object.values(seams).map(({ name }) => name)]
  const reference = await readFile('docs/telemetry.md', 'utf8')
  const tables = reference.split('\n').filter((line) => line.startsWith('| `'))
  const told = tables.flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name))
  expect(told.toSorted()).toEqual(names.toSorted())
})
