import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { type RunningProduct, startProduct } from '../../scripts/support/product'

let dataDir = ''
let product: RunningProduct

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'aviary-disguise-'))
  product = await startProduct(dataDir)
})
afterAll(async () => {
  await product?.stop()
  await rm(dataDir, { recursive: true, force: true })
})

interface Asked {
  readonly method?: string
  readonly target?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** By a client that sends a target as it is. */
function ask({ method = 'GET', target = '/api/v1/features', headers = {} }: Asked) {
  const { port } = new URL(product.url)
  return new Promise<{ status: number; type: string; requestId: unknown; body: string }>((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, method, path: target, headers }, async (answer) => {
      let body = ''
      for await (const part of answer) body += part
      const { 'content-type': type = '', 'x-request-id': requestId } = answer.headers
      resolve({ status: answer.statusCode ?? 0, type, requestId, body })
    })
    asked.on('error', reject).end()
  })
}

const HEADERS: readonly Readonly<Record<string, string>>[] = [
  { RSC: '1' },
  { RSC: '1', 'Next-Router-Prefetch': '1', 'Next-Url': '/' },
  { 'Next-Action': 'a'.repeat(40) },
  { 'X-HTTP-Method-Override': 'GET' },
  { 'X-Middleware-Subrequest': 'proxy:proxy:proxy:proxy:proxy' },
  { 'X-Forwarded-Host': 'localhost', 'X-Forwarded-For': '127.0.0.1' },
  { purpose: 'prefetch', 'x-nextjs-data': '1' },
]

describe.each(HEADERS)('with %j', (headers) => {
  it('a request for the administration is what it is without', async () => {
    const { demo } = product.secrets
    const withKey = { ...headers, Authorization: `Bearer ${demo?.key}` }
    expect(await ask({ headers })).toMatchObject({ status: 401, type: 'application/problem+json' })
    expect(await ask({ headers: withKey })).toMatchObject({ status: 200, requestId: expect.any(String) })
    expect(await ask({ method: 'DELETE', headers, target: '/api/v1/features/adaptive_duplication' })).toMatchObject({
      status: 401,
    })
  })
})

test.each([
  '/api/v1//features',
  '/api//v1/features',
  '//api/v1/features',
  '/api/v1/%66eatures',
  '/api/v1/features%2f',
  '/api/v1/./features',
  '/api/v1/x/../features',
  '/api/v1/%2e%2e/v1/features',
  '/api/v1/features.rsc',
  '/api/v1/features?_rsc=abcde',
  '/api/v1/features.json',
  '/_next/data/x/api/v1/features.json',
  '/api/console/features',
  '/api/console/%70eople',
])('without a key or a session %s tells nothing', async (target) => {
  const { status, body } = await ask({ target })
  expect([400, 401, 404]).toContain(status)
  expect(body).not.toContain('adaptive_duplication')
})

test.each(['TRACE', 'PROPFIND', 'QUERY', 'LINK'])('%s is no method of anything here', async (method) => {
  const answer = await ask({ method })
  expect(answer).toMatchObject({ status: 405, type: 'application/problem+json', requestId: expect.any(String) })
  expect(JSON.parse(answer.body)).toMatchObject({ code: 'method_not_allowed' })
})

it('what the console refuses is counted where the metrics are asked for', async () => {
  const authorization = `Bearer ${product.secrets.demo?.key}`
  const refused = async () => {
    const { body } = await ask({ target: '/api/metrics', headers: { authorization } })
    return Number(/^aviary_refused_total\{code="unauthorized"\} (\d+)$/m.exec(body)?.[1] ?? 0)
  }
  const before = await refused()
  expect((await ask({ headers: { authorization: 'Bearer aviary_none' } })).status).toBe(401)
  await expect.poll(refused, { timeout: 10_000 }).toBe(before + 1)
})
