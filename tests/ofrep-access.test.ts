import { beforeAll, describe, expect, test } from 'vitest'
import { insertKey, startDoors } from './support/doors'
import { ofrepWorld, post } from './support/ofrep-world'

const world = ofrepWorld()
const BODY = { context: { targetingKey: 'user:1', projectId: '12' } }
const PATHS = ['/at.full', '']

describe('whoever asks', () => {
  test('may have the key stand in X-API-Key', async () => {
    const response = await fetch(`${world.doors.url}/ofrep/v1/evaluate/flags/at.full`, {
      method: 'POST',
      headers: { 'x-api-key': world.key, 'content-type': 'application/json' },
      body: JSON.stringify(BODY),
    })
    expect(response.status).toBe(200)
  })

  test.each(['', 'Bearer nonsense', 'Basic YTpi'])('without a right key is 401: "%s"', async (authorization) => {
    for (const path of PATHS) {
      const answer = await post(world, path, BODY, { headers: { authorization } })
      expect(answer.status).toBe(401)
      expect(answer.headers.get('www-authenticate')).toBe('Bearer')
      expect(answer.body).toMatchObject({ errorCode: 'GENERAL', metadata: { code: 'unauthorized' } })
      expect(answer.body.key).toBe(path === '' ? undefined : 'at.full')
    }
  })

  test('over the rate of the key is 429, with Retry-After in whole seconds', async () => {
    const headers = { authorization: `Bearer ${await insertKey(world.db, { ratePerS: 1 })}` }
    const answers = await Promise.all(['', '', ''].map((path) => post(world, path, BODY, { headers })))
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThan(0)
    for (const { headers, body } of refused) {
      expect(headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
      expect(body).toMatchObject({ errorCode: 'GENERAL', metadata: { code: 'rate_limited' } })
    }
  })

  test('of a node that never read its facts is 503', async () => {
    const lost = await startDoors('postgresql://nobody@127.0.0.1:1/none')
    const answer = await post(world, '/at.full', BODY, { to: lost })
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/)
    expect(answer.body).toMatchObject({ key: 'at.full', errorCode: 'GENERAL' })
    await lost.close()
  })

  test.each(['GET', 'PUT', 'DELETE', 'OPTIONS'])('by %s is 405', async (method) => {
    for (const path of PATHS) {
      const response = await fetch(`${world.doors.url}/ofrep/v1/evaluate/flags${path}`, { method })
      expect(response.status).toBe(405)
      expect(response.headers.get('allow')).toBe('POST')
      expect(await response.json()).toMatchObject({ errorCode: 'GENERAL', metadata: { code: 'method_not_allowed' } })
    }
  })

  test('in another media type is 415, with more than 64 KiB 413', async () => {
    const typed = await post(world, '/at.full', BODY, { headers: { 'content-type': 'text/plain' } })
    expect(typed).toMatchObject({ status: 415, body: { key: 'at.full', errorCode: 'GENERAL' } })
    const large = await post(world, '', { context: { ...BODY.context, extra: 'x'.repeat(65_536) } })
    expect(large).toMatchObject({ status: 413, body: { errorCode: 'GENERAL' } })
  })
})

describe('a browser', () => {
  const origin = 'https://shop.example'
  const other = 'https://other.example'
  let browserKey: string
  const call = (headers: Record<string, string>, method = 'POST') =>
    fetch(`${world.doors.url}/ofrep/v1/evaluate/flags`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(method === 'POST' && { body: JSON.stringify(BODY) }),
    })

  beforeAll(async () => {
    browserKey = await insertKey(world.db, { origins: [origin] })
    await world.doors.node.state.sync()
  })

  test('may read the answer where its key allows the origin, and an error too', async () => {
    for (const authorization of [`Bearer ${browserKey}`, 'Bearer nonsense']) {
      const { headers } = await call({ origin, authorization })
      expect(headers.get('access-control-allow-origin')).toBe(origin)
      expect(headers.get('access-control-expose-headers')).toMatch(/ETag.*Retry-After/)
      expect(headers.get('vary')).toBe('Origin')
    }
  })

  test('may not where only another key allows it, or none', async () => {
    const foreign = await call({ origin, authorization: `Bearer ${world.key}` })
    const unknown = await call({ origin: other, authorization: `Bearer ${browserKey}` })
    for (const { headers } of [foreign, unknown]) expect(headers.get('access-control-allow-origin')).toBeNull()
  })

  test('asks beforehand, without a key', async () => {
    const asking = {
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,if-none-match',
    }
    const { status, headers } = await call({ origin, ...asking }, 'OPTIONS')
    expect(status).toBe(204)
    expect(headers.get('access-control-allow-methods')).toBe('POST')
    expect(headers.get('access-control-allow-headers')).toMatch(/authorization.*if-none-match.*x-api-key/)
    expect((await call({ origin: other, ...asking }, 'OPTIONS')).status).toBe(405)
  })
})
