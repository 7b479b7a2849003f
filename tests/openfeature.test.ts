import { OFREPProvider } from '@openfeature/ofrep-provider'
import { OFREPWebProvider } from '@openfeature/ofrep-web-provider'
import { OpenFeature as Server, type Client as ServerClient } from '@openfeature/server-sdk'
import {
  type Provider,
  ProviderEvents,
  ProviderStatus,
  OpenFeature as Web,
  type Client as WebClient,
} from '@openfeature/web-sdk'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { insertKey, startDoors } from './support/doors'
import { FEATURES, USER_IN, USER_OUT } from './support/ofrep-facts'
import { ofrepWorld } from './support/ofrep-world'

const world = ofrepWorld()
afterEach(async () => {
  vi.restoreAllMocks()
  await Web.close()
  await Web.clearProviders()
  await world.db.query('UPDATE scoped_feature_rollouts SET stage = substr(feature_name, 4)::rollout_stage')
  await world.doors.node.state.sync()
})
afterAll(async () => {
  await Promise.all([Server.close(), Web.close()])
})

let domains = 0
const setStage = (feature: string, stage: string) =>
  world.db.query('UPDATE scoped_feature_rollouts SET stage = $2 WHERE feature_name = $1', [feature, stage])

describe('the server SDK', () => {
  type Fetch = typeof fetch
  async function server(options: { text?: string; fetchImplementation?: Fetch } = {}): Promise<ServerClient> {
    const { text = world.key, ...rest } = options
    const domain = `server-${domains++}`
    const headers: [string, string][] = [['Authorization', `Bearer ${text}`]]
    await Server.setProviderAndWait(domain, new OFREPProvider({ baseUrl: world.doors.url, headers, ...rest }))
    return Server.getClient(domain)
  }
  const context = { targetingKey: `user:${USER_IN}`, projectId: '12' }

  test.each([
    ['Simple', context, true, 'STATIC', { reason: 'enabled', stage: 'full', mode: 'scoped_only' }],
    ['at.off', context, false, 'STATIC', { reason: 'stage_off', stage: 'off', mode: 'canary' }],
    ['at.fifty_percent', context, true, 'SPLIT', { reason: 'cohort_allow', stage: 'fifty_percent', mode: 'canary' }],
    [
      'at.fifty_percent',
      { ...context, targetingKey: USER_OUT },
      false,
      'SPLIT',
      { reason: 'cohort_deny', stage: 'fifty_percent', mode: 'canary' },
    ],
    [
      'at.internal_only',
      { targetingKey: '9', actorType: 'user', sectionId: '77' },
      true,
      'TARGETING_MATCH',
      { reason: 'internal', stage: 'internal_only', mode: 'canary' },
    ],
    ['not_opted_in', context, false, 'DEFAULT', { reason: 'scope_disabled', mode: 'scoped_only' }],
  ])(
    'gets the value, variant, reason and metadata of %s for %j',
    async (feature, context, value, reason, flagMetadata) => {
      const client = await server()
      expect(await client.getBooleanDetails(feature, !value, context)).toEqual({
        flagKey: feature,
        value,
        variant: value ? 'on' : 'off',
        reason,
        flagMetadata,
      })
    },
  )

  test.each([
    ['FLAG_NOT_FOUND', 'nosuch', context],
    ['FLAG_NOT_FOUND', 'no such', context],
    ['TARGETING_KEY_MISSING', 'at.full', { projectId: '12' }],
    ['INVALID_CONTEXT', 'at.full', { targetingKey: 'user:1' }],
    ['INVALID_CONTEXT', 'at.full', { targetingKey: 'user:1', actorType: 'author', projectId: '12' }],
  ])('gives its caller the default and %s for %s', async (errorCode, feature, context) => {
    const client = await server()
    for (const fallback of [true, false]) {
      const details = await client.getBooleanDetails(feature, fallback, context)
      expect(details).toMatchObject({ value: fallback, reason: 'ERROR', errorCode })
      expect(details.errorMessage).toBeTruthy()
    }
  })

  test('says PARSE_ERROR of a body that was broken on its way', async () => {
    const client = await server({ fetchImplementation: (request) => fetch(new Request(request, { body: '{' })) })
    expect(await client.getBooleanDetails('at.full', true, context)).toMatchObject({
      value: true,
      errorCode: 'PARSE_ERROR',
    })
  })

  test('says GENERAL of a wrong key, and of a rate used up', async () => {
    const wrong = await server({ text: 'nonsense' })
    expect(await wrong.getBooleanDetails('at.full', false, context)).toMatchObject({
      value: false,
      errorCode: 'GENERAL',
    })
    const slow = await server({ text: await insertKey(world.db, { ratePerS: 1 }) })
    const answers = await Promise.all([1, 2, 3].map(() => slow.getBooleanDetails('at.full', false, context)))
    expect(answers.map(({ errorCode }) => errorCode).sort()).toEqual(['GENERAL', 'GENERAL', undefined])
  })

  test('takes a boolean for what it is', async () => {
    const client = await server()
    expect(await client.getStringDetails('at.full', 'x', context)).toMatchObject({
      value: 'x',
      errorCode: 'TYPE_MISMATCH',
    })
  })

  test('sees a change at its next question', async () => {
    const client = await server()
    await setStage('at.five_percent', 'full')
    await vi.waitFor(
      async () => expect(await client.getBooleanValue('at.five_percent', false, context)).toBe(true),
      1000,
    )
  })
})

describe('the web SDK', () => {
  interface Browser {
    readonly client: WebClient
    readonly provider: OFREPWebProvider
    readonly domain: string
    /** Path and status of each. */
    readonly requests: string[]
    readonly changes: string[][]
  }
  interface BrowserOptions {
    readonly changeDetection?: 'sse' | 'none'
    readonly text?: string
  }
  const start = { targetingKey: 'user:1', projectId: '12' }

  beforeAll(() => {
    if (typeof EventSource === 'undefined') throw new Error('Node has an EventSource with --experimental-eventsource.')
  })

  async function browser(options: BrowserOptions = {}): Promise<Browser> {
    const { text = world.key, ...rest } = options
    const domain = `web-${domains++}`
    const requests: string[] = []
    const changes: string[][] = []
    const fetchImplementation = async (input: string | URL | Request, init?: RequestInit) => {
      const response = await fetch(input, init)
      requests.push(`${input instanceof Request ? new URL(input.url).pathname : input} ${response.status}`)
      return response
    }
    await Web.setContext(domain, start)
    const headers: [string, string][] = [['X-API-Key', text]]
    const provider = new OFREPWebProvider({
      baseUrl: world.doors.url,
      headers,
      cacheMode: 'disabled',
      fetchImplementation,
      ...rest,
    })
    await Web.setProviderAndWait(domain, provider as Provider)
    const client = Web.getClient(domain)
    client.addHandler(ProviderEvents.ConfigurationChanged, (details) => void changes.push(details?.flagsChanged ?? []))
    return { client, provider, domain, requests, changes }
  }
  const streams = () => world.doors.context.eventStreams.size()
  const inTime = { timeout: 3000, interval: 10 }

  test('holds every flag after one request', async () => {
    const { client, provider, requests } = await browser({ changeDetection: 'none' })
    expect(requests).toEqual(['/ofrep/v1/evaluate/flags 200'])
    expect(Object.keys(provider.flagCache)).toEqual(FEATURES)
    expect(client.getBooleanDetails('at.full', false)).toMatchObject({
      value: true,
      variant: 'on',
      reason: 'STATIC',
      flagMetadata: { reason: 'stage_full', stage: 'full', mode: 'canary' },
    })
    expect(client.getBooleanDetails('nosuch', true)).toMatchObject({ value: true, errorCode: 'FLAG_NOT_FOUND' })
  })

  test('takes over a change made in SQL, and says which flags changed', async () => {
    const { client, changes } = await browser()
    await vi.waitFor(() => expect(streams()).toBe(1), inTime)
    expect(client.getBooleanValue('at.internal_only', true)).toBe(false)
    await setStage('at.internal_only', 'full')
    await vi.waitFor(() => expect(changes).toContainEqual(['at.internal_only']), { timeout: 1500, interval: 10 })
    expect(client.getBooleanDetails('at.internal_only', false)).toMatchObject({
      value: true,
      flagMetadata: { reason: 'stage_full' },
    })
    await setStage('at.internal_only', 'internal_only')
    await vi.waitFor(() => expect(client.getBooleanValue('at.internal_only', true)).toBe(false), inTime)
  })

  test('is spared a body that it has already', async () => {
    vi.spyOn(world.doors.node.state, 'nowMs').mockReturnValue(world.doors.node.state.nowMs())
    const { requests, changes } = await browser()
    // The stream has every new reader ask once more: it may have missed a change since it asked first.
    await vi.waitFor(() => expect(requests).toHaveLength(2), inTime)
    expect(requests[1]).toBe('/ofrep/v1/evaluate/flags 304')
    expect(changes).toEqual([])
  })

  test('gets the flags of its new context, and keeps its stream', async () => {
    const { client, domain, requests } = await browser()
    await vi.waitFor(() => expect(streams()).toBe(1), inTime)
    await Web.setContext(domain, { ...start, projectId: '15' })
    expect(client.getBooleanDetails('at.full', true)).toMatchObject({
      value: false,
      flagMetadata: { reason: 'scope_disabled' },
    })
    await Web.setContext(domain, { ...start, projectId: '12' })
    expect(client.getBooleanValue('at.full', false)).toBe(true)
    await Web.setContext(domain, { targetingKey: 'user:9', sectionId: '77' })
    expect(client.getBooleanDetails('at.internal_only', false)).toMatchObject({
      value: true,
      flagMetadata: { reason: 'internal' },
    })
    expect(streams()).toBe(1)
    expect(requests.every((request) => request.startsWith('/ofrep/v1/evaluate/flags '))).toBe(true)
  })

  test('finds back to its stream after the node was restarted', async () => {
    const { client, changes } = await browser()
    await vi.waitFor(() => expect(streams()).toBe(1), inTime)
    const stale = vi.fn()
    client.addHandler(ProviderEvents.Stale, stale)
    world.doors.context.eventStreams.close()
    const port = Number(new URL(world.doors.url).port)
    await world.doors.close()
    await vi.waitFor(() => expect(stale).toHaveBeenCalled(), inTime)
    await setStage('at.off', 'full')
    world.doors = await startDoors(world.databaseUrl, { port })
    await vi.waitFor(() => expect(changes.flat()).toContain('at.off'), { timeout: 10_000, interval: 20 })
    expect(client.getBooleanValue('at.off', false)).toBe(true)
  })

  test('gets a new ticket when its own has expired, even where no flag has changed', async () => {
    const { nowMs } = world.doors.node.state
    const clock = vi.spyOn(world.doors.node.state, 'nowMs').mockImplementation(() => nowMs() - 20 * 60_000)
    const { requests } = await browser()
    await vi.waitFor(() => expect(requests).toHaveLength(2), inTime)
    clock.mockRestore()
    world.doors.cutConnections()
    await vi.waitFor(() => expect(streams()).toBe(0), inTime)
    await vi.waitFor(() => expect(streams()).toBe(1), { timeout: 10_000, interval: 20 })
    const asked = requests.length
    await new Promise((resolve) => setTimeout(resolve, 2500))
    expect(requests.length - asked).toBeLessThan(2)
    expect(streams()).toBe(1)
  })

  test('fails for good with a wrong key', async () => {
    await expect(browser({ text: 'nonsense' })).rejects.toThrow()
    expect(Web.getClient(`web-${domains - 1}`).providerStatus).toBe(ProviderStatus.FATAL)
  })
})
