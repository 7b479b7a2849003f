import { expect, test } from 'vitest'
import { openapiCheck } from './support/openapi-check'

const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
const check = openapiCheck({
  components: { schemas: { Problem: { type: 'object', required: ['code'] } } },
  paths: {
    '/things/{id}': {
      get: {
        responses: {
          '200': {
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['id'],
                  additionalProperties: false,
                  properties: { id: { type: 'string' } },
                },
              },
            },
          },
          '404': { content: problem },
        },
      },
    },
    '/things/new': { get: { responses: { '200': { content: { 'text/plain': { schema: { type: 'string' } } } } } } },
  },
} as Parameters<typeof openapiCheck>[0])

const json = { method: 'GET', path: '/things/7?x=1', status: 200, contentType: 'application/json; charset=utf-8' }
const refused = { method: 'GET', path: '/things/7', status: 404, contentType: 'application/problem+json' }

test('an answer as the document says passes', () => {
  expect(() => check({ ...json, body: { id: '7' } })).not.toThrow()
  expect(() => check({ ...refused, body: { code: 'not_found' } })).not.toThrow()
  expect(() => check({ ...json, path: '/things/new', contentType: 'text/plain', body: 'x' })).not.toThrow()
  expect(() => check({ ...refused, method: 'PUT', status: 405, body: { code: 'method_not_allowed' } })).not.toThrow()
})

test.each([
  ['a member too many', { ...json, body: { id: '7', more: 1 } }],
  ['a wrong type', { ...json, body: { id: 7 } }],
  ['a status that is not in the document', { ...json, status: 201, body: { id: '7' } }],
  ['another media type', { ...json, contentType: 'text/html', body: '' }],
  ['a refusal that is no problem', { ...refused, body: { error: 'x' } }],
  ['an answer where there is nothing', { ...json, path: '/nothing', body: {} }],
  ['a refusal that is no problem where there is nothing', { ...refused, path: '/nothing', body: {} }],
])('%s does not', (_what, answered) => {
  expect(() => check(answered)).toThrow(answered.path)
})
