import { z } from 'zod'
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiResponseObject } from 'zod-openapi'
import type { Operation } from './api/operation'
import { OPERATIONS } from './api/operations'
import { decisionAnswer, decisionRequest, decisionsAnswer, decisionsRequest } from './decision'
import { changeData, endData, eventText, liveData, resetData } from './events'
import { liveAnswer, readyAnswer } from './health'
import { ofrepBulkAnswer, ofrepFailure, ofrepFlag, ofrepFlagFailure, ofrepRequest } from './ofrep'
import { problem } from './problem'

const TITLES: Record<number, string> = {
  400: 'The request is not valid: `errors` names the fields.',
  401: 'No, wrong, revoked or expired key.',
  403: 'The key lacks the scope or the permission.',
  404: 'No such feature, place, publisher or account.',
  405: 'Wrong method.',
  408: 'The body came too slowly.',
  409: 'Changed since it was seen, or something stands in the way.',
  413: 'The body is too large.',
  415: 'Not the media type that it takes, in UTF-8 without Content-Encoding.',
  422: 'The change is refused.',
  429: "Over the key's rate.",
  503: 'The database has not been read yet.',
}

const jsonContent = (schema: z.ZodType) => ({ 'application/json': { schema } })

function answers(ok: z.ZodType, ...errors: number[]): ZodOpenApiOperationObject['responses'] {
  const responses: Record<`${1 | 2 | 3 | 4 | 5}${string}`, ZodOpenApiResponseObject> = {
    '200': { description: 'The answer.', content: jsonContent(ok) },
  }
  for (const status of errors) {
    responses[`${status as 400}`] = {
      description: TITLES[status] ?? '',
      content: { 'application/problem+json': { schema: problem } },
    }
  }
  return responses
}

const APPLICATION_ERRORS = [400, 401, 403, 405, 408, 413, 415, 429, 503]
const body = (schema: z.ZodType) => ({ required: true, content: jsonContent(schema) })
const text = (type: string, description: string): ZodOpenApiResponseObject => ({
  description,
  content: { [type]: { schema: z.string() } },
})

const OFREP_SECURITY = [{ bearer: [] }, { apiKey: [] }]

const decision: ZodOpenApiOperationObject = {
  operationId: 'decide',
  summary: 'May this actor use this feature in this resource?',
  tags: ['Decisions'],
  requestBody: body(decisionRequest),
  responses: answers(decisionAnswer, ...APPLICATION_ERRORS, 404),
}

const decisions: ZodOpenApiOperationObject = {
  operationId: 'decideMany',
  summary: 'Many features for one actor and one resource.',
  tags: ['Decisions'],
  requestBody: body(decisionsRequest),
  responses: answers(decisionsAnswer, ...APPLICATION_ERRORS),
}

function ofrepAnswers(ok: z.ZodType, failure: z.ZodType, ...errors: number[]): ZodOpenApiOperationObject['responses'] {
  const failures = errors.map((status) => [
    String(status),
    { description: TITLES[status] ?? '', content: jsonContent(failure) },
  ])
  return { '200': { description: 'The answer.', content: jsonContent(ok) }, ...Object.fromEntries(failures) }
}

const ofrepOne: ZodOpenApiOperationObject = {
  operationId: 'ofrepEvaluate',
  summary: 'One feature, by the OpenFeature Remote Evaluation Protocol.',
  tags: ['OpenFeature'],
  security: OFREP_SECURITY,
  requestParams: { path: z.object({ key: z.string() }) },
  requestBody: body(ofrepRequest),
  responses: ofrepAnswers(ofrepFlag, ofrepFlagFailure, ...APPLICATION_ERRORS, 404),
}

const ofrepAll: ZodOpenApiOperationObject = {
  operationId: 'ofrepEvaluateAll',
  summary: 'Every feature, with an ETag and an event stream.',
  tags: ['OpenFeature'],
  security: OFREP_SECURITY,
  requestBody: body(ofrepRequest),
  responses: {
    ...ofrepAnswers(ofrepBulkAnswer, ofrepFailure, ...APPLICATION_ERRORS),
    '304': { description: 'As it was at the ETag.' },
  },
}

const ofrepEvents: ZodOpenApiOperationObject = {
  operationId: 'ofrepEvents',
  summary: 'Says when to ask again. The ticket comes with the bulk answer.',
  tags: ['OpenFeature'],
  security: [],
  requestParams: { path: z.object({ ticket: z.string() }) },
  responses: {
    '200': text('text/event-stream', 'Server-sent events.'),
    '401': { description: 'The ticket is not valid.', content: jsonContent(ofrepFailure) },
  },
}

const ADMINISTRATION_ERRORS = [400, 401, 403, 405, 429, 503]
const BODY_ERRORS = [408, 413, 415]

function administration(operation: Operation): ZodOpenApiOperationObject {
  const { id, summary, tag, params, query, body: given, isBodyOptional = false, takesIfMatch, answer } = operation
  const { status = 200, mediaType = 'application/json', alsoAs = [], refusals, permission } = operation
  const { bodyMediaType = 'application/json' } = operation
  const errors = [...ADMINISTRATION_ERRORS, ...(given === null ? [] : BODY_ERRORS), ...refusals].sort()
  const { '200': _replaced, ...failures } = answers(answer, ...errors) ?? {}
  const ifMatch = z.object({ 'If-Match': z.string().optional().meta({ description: 'The version that was seen.' }) })
  return {
    operationId: id,
    summary,
    description: `Needs the permission to ${permission.replaceAll('_', ' ')}.`,
    tags: [tag],
    requestParams: { path: params, query, ...(takesIfMatch && { header: ifMatch }) },
    ...(given !== null && {
      requestBody: { required: !isBodyOptional, content: { [bodyMediaType]: { schema: given } } },
    }),
    responses: {
      [`${status}`]: {
        description: 'The answer.',
        content: {
          [mediaType]: { schema: answer },
          ...Object.fromEntries(alsoAs.map((type) => [type, { schema: z.string() }])),
        },
      },
      ...failures,
    },
  }
}

function administrationPaths(): Record<string, Record<string, ZodOpenApiOperationObject>> {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {}
  for (const operation of OPERATIONS) {
    if (operation.isForPeopleOnly === true) continue
    const path = `/api/v1${operation.path}`
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: administration(operation) }
  }
  return paths
}

/** The OpenAPI 3.1 document of the whole interface, made from the schemas that requests are checked with. */
export function openapiDocument() {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Aviary',
      version: '1',
      description: 'Staged canary rollouts.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    security: [{ bearer: [] }],
    components: {
      schemas: { ChangeEvent: changeData, LiveEvent: liveData, ResetEvent: resetData, EndEvent: endData },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'An API key.' },
        apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
      },
    },
    paths: {
      '/api/decision': { post: decision },
      '/api/decisions': { post: decisions },
      '/ofrep/v1/evaluate/flags/{key}': { post: ofrepOne },
      '/ofrep/v1/evaluate/flags': { post: ofrepAll },
      '/ofrep/v1/events/{ticket}': { get: ofrepEvents },
      ...administrationPaths(),
      '/api/health/live': {
        get: { security: [], tags: ['Operations'], summary: 'The process serves.', responses: answers(liveAnswer) },
      },
      '/api/health/ready': {
        get: {
          security: [],
          tags: ['Operations'],
          summary: 'The process may be sent requests.',
          responses: {
            ...answers(readyAnswer),
            '503': { description: 'What is wrong.', content: jsonContent(readyAnswer) },
          },
        },
      },
      '/api/events': {
        get: {
          operationId: 'changeEvents',
          tags: ['Operations'],
          summary: 'What changed, as it changes: for keys with scope admin, and for whoever is signed in.',
          requestParams: { header: z.object({ 'Last-Event-ID': z.string().optional() }) },
          responses: {
            ...answers(eventText, 401, 403, 405, 429, 503),
            '200': { description: 'The events.', content: { 'text/event-stream': { schema: eventText } } },
          },
        },
      },
      '/api/metrics': {
        get: {
          tags: ['Operations'],
          summary: 'Metrics for Prometheus: for keys with scope admin, and for the metrics token.',
          responses: {
            ...answers(z.string(), 401, 403, 405, 429, 503),
            '200': text('text/plain', 'Prometheus text.'),
          },
        },
      },
      '/api/openapi.json': {
        get: {
          security: [],
          tags: ['Operations'],
          summary: 'This document.',
          responses: { '200': text('application/json', 'OpenAPI 3.1.') },
        },
      },
    },
  })
}
