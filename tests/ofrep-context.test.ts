import { describe, expect, test } from 'vitest'
import { ofrepFailure, ofrepFlagFailure } from '@/lib/contracts/ofrep'
import { USER_IN, USER_OUT } from './support/ofrep-facts'
import { ofrepWorld, post } from './support/ofrep-world'

const world = ofrepWorld()

async function decide(actor: unknown, resource: unknown): Promise<unknown[]> {
  const response = await fetch(`${world.doors.url}/api/decision`, {
    method: 'POST',
    headers: { authorization: `Bearer ${world.key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ feature: 'at.fifty_percent', actor, resource }),
  })
  const { result, reason } = (await response.json()) as { result: boolean; reason: string }
  return [result, reason]
}

describe('a context', () => {
  const project = { type: 'project', id: '12' }
  const section = { type: 'section', id: '77' }
  const user = (id: string) => ({ type: 'user', id })
  const author = { type: 'author', id: '7' }

  test.each([
    [{ targetingKey: `user:${USER_IN}`, projectId: '12' }, user(USER_IN), project],
    [{ targetingKey: USER_IN, projectId: '12' }, user(USER_IN), project],
    [{ targetingKey: USER_IN, actorType: null, projectId: '12' }, user(USER_IN), project],
    [{ targetingKey: 'author:7', projectId: '12' }, author, project],
    [{ targetingKey: '7', actorType: 'author', projectId: '12' }, author, project],
    [{ targetingKey: 'author:7', actorType: 'author', projectId: '12' }, author, project],
    [{ targetingKey: 'acct:7', projectId: '12' }, user('acct:7'), project],
    [{ targetingKey: 'User:7', projectId: '12' }, user('User:7'), project],
    [{ targetingKey: 'user:author:7', projectId: '12' }, user('author:7'), project],
    [{ targetingKey: USER_OUT, sectionId: '77' }, user(USER_OUT), section],
    [{ targetingKey: USER_OUT, sectionId: null, projectId: '12' }, user(USER_OUT), project],
    [{ targetingKey: '1', sectionId: '77', projectId: '14' }, user('1'), { ...section, projectId: '14' }],
    [{ targetingKey: '1', sectionId: '77', projectId: null }, user('1'), { ...section, projectId: null }],
    [{ targetingKey: '1', sectionId: '77', publisherId: '4' }, user('1'), { ...section, publisherId: '4' }],
    [{ targetingKey: '1', projectId: '12', publisherId: '5' }, user('1'), { ...project, publisherId: '5' }],
    [{ targetingKey: '1', projectId: '12', publisherId: null }, user('1'), { ...project, publisherId: null }],
    [{ targetingKey: USER_IN, projectId: '12', country: 'se', list: [{ a: 1 }], stage: 7 }, user(USER_IN), project],
  ])('%j is judged like any other', async (context, actor, resource) => {
    const { body } = await post(world, '/at.fifty_percent', { context })
    expect([body.value, body.metadata.reason]).toEqual(await decide(actor, resource))
  })

  const here = { projectId: '12' }
  test.each([
    ['TARGETING_KEY_MISSING', {}],
    ['TARGETING_KEY_MISSING', { context: {} }],
    ['TARGETING_KEY_MISSING', { context: here }],
    ['TARGETING_KEY_MISSING', { context: { ...here, targetingKey: null } }],
    ['TARGETING_KEY_MISSING', { context: { ...here, targetingKey: '' } }],
    ['INVALID_CONTEXT', { context: null }],
    ['INVALID_CONTEXT', { context: [] }],
    ['INVALID_CONTEXT', { context: 'user:1' }],
    ['INVALID_CONTEXT', []],
    ['INVALID_CONTEXT', 'null'],
    ['INVALID_CONTEXT', { context: { ...here, targetingKey: 1 } }],
    ['INVALID_CONTEXT', { context: { ...here, targetingKey: 'user:' } }],
    ['INVALID_CONTEXT', { context: { ...here, targetingKey: '..' } }],
    ['INVALID_CONTEXT', { context: { ...here, targetingKey: 'a\u0000b' } }],
    ['INVALID_CONTEXT', { context: { ...here, targetingKey: 'x'.repeat(256) } }],
    ['INVALID_CONTEXT', { context: { ...here, targetingKey: 'user:1', actorType: 'author' } }],
    ['INVALID_CONTEXT', { context: { ...here, targetingKey: '1', actorType: 'robot' } }],
    ['INVALID_CONTEXT', { context: { targetingKey: '1' } }],
    ['INVALID_CONTEXT', { context: { targetingKey: '1', sectionId: null, projectId: null } }],
    ['INVALID_CONTEXT', { context: { targetingKey: '1', sectionId: 77 } }],
    ['INVALID_CONTEXT', { context: { targetingKey: '1', sectionId: '' } }],
    ['INVALID_CONTEXT', { context: { ...here, targetingKey: '1', publisherId: 3 } }],
    ['INVALID_CONTEXT', '{"context":{"targetingKey":"\\ud800","projectId":"12"}}'],
    ['INVALID_CONTEXT', '{"context":{"__proto__":{"projectId":"12"},"targetingKey":"1"}}'],
    ['PARSE_ERROR', ''],
    ['PARSE_ERROR', '{'],
    ['PARSE_ERROR', '{"context":{"targetingKey":"1","targetingKey":"2","projectId":"12"}}'],
    ['PARSE_ERROR', new Uint8Array([0x22, 0xff, 0x22])],
    ['PARSE_ERROR', `${'['.repeat(40)}${']'.repeat(40)}`],
  ])('that cannot be judged is %s: %j', async (errorCode, body) => {
    for (const path of ['/at.full', '/nosuch', '']) {
      const answer = await post(world, path, body)
      expect(answer.status).toBe(400)
      expect(answer.body).toMatchObject({ errorCode, metadata: { code: 'invalid_request' } })
      expect((path === '' ? ofrepFailure : ofrepFlagFailure).safeParse(answer.body).error).toBeUndefined()
    }
  })

  test('at fault is named by field', async () => {
    const { body } = await post(world, '', { context: { targetingKey: '1', sectionId: 77 } })
    expect(body.errorDetails).toMatch(/^context\.sectionId: /)
    const doubled = await post(world, '', '{"context":{"projectId":"1","projectId":"2"}}')
    expect(doubled.body.errorDetails).toMatch(/^context\.projectId: /)
  })
})
