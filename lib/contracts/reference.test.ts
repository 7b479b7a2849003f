import { expect, test } from 'vitest'
import { decisionRequest } from './decision'
import { openapiDocument } from './openapi'
import { referenceOf } from './reference'

const groups = referenceOf(openapiDocument())
const operations = groups.flatMap((group) => group.operations)
const named = (id: string) => operations.find((operation) => operation.id === id)

test('every operation of the document stands there once', () => {
  const ids = operations.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.length).toBe(Object.values(openapiDocument().paths ?? {}).flatMap(Object.keys).length)
})

test('a decision is described field by field, and its example is one that is taken', () => {
  const decide = named('decide')
  expect(decide?.body?.fields).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ path: 'actor.type', type: '"author" or "user"', need: 'required' }),
      expect.objectContaining({ path: 'explain', need: 'optional' }),
    ]),
  )
  expect(decisionRequest.safeParse(decide?.body?.example).success).toBe(true)
})

test('what an operation needs is said', () => {
  expect(named('listAudit')?.needs).toBe('Needs the permission to read audit.')
  expect(named('decide')?.needs).toBe('Needs an API key.')
  expect(operations.find(({ path }) => path === '/api/health/live')?.needs).toBe('Open to everybody.')
})
