import { expect, test } from 'vitest'
import { explainDecision } from '@/lib/queries/explain-decision'
import { bucketOf, cohortHex, isInCohort } from '@/lib/rollout'
import { serveApi } from './support/api'
import { migratedDatabases } from './support/import'
import { EXAMPLE } from './support/import-example'
import { samplesIn, sumOf } from './support/metrics-text'
import { DECIDE_KEY, SUPPORT } from './support/principals'

const { shared } = migratedDatabases()
const aviary = shared((fresh) => fresh.load(EXAMPLE, { reason: 'moves over' }))
const api = serveApi(aviary)

const ASKED = { feature: 'x', actor: { type: 'user', id: '1042' }, resource: { type: 'section', id: '77' } } as const
const explain = (body: object) => api().ask('POST', '/api/v1/explain', { body })

test('a decision is explained with the names of all that it is about', async () => {
  const { status, body } = await explain(ASKED)
  const decided = await api().ask('POST', '/api/decision', { body: { ...ASKED, explain: true } })
  const { names, cohort, cache: _cache, ...decision } = body
  expect(status).toBe(200)
  expect({ ...decision, cache: decided.body.cache }).toEqual(decided.body)
  expect(decision).toMatchObject({ result: false, reason: 'publisher_denied' })
  const hex = cohortHex('x', 'user', '1042')
  const [fivePercent, fiftyPercent] = [isInCohort(hex, 'five_percent'), isInCohort(hex, 'fifty_percent')]
  expect(cohort).toEqual({ bucket: bucketOf(hex), fivePercent, fiftyPercent })
  expect(names).toEqual({
    actor: 'U',
    resource: 'Chem 101, fall',
    project: { id: '12', title: 'Chemistry' },
    publisher: { id: '3', name: 'Open Press' },
  })
})

test('nobody counts an explanation as an application’s question', async () => {
  const headers = { authorization: `Bearer ${api().adminKey}` }
  const counted = async () => {
    const samples = samplesIn(await (await fetch(`${api().url}/api/metrics`, { headers })).text())
    return sumOf(samples, 'aviary_decisions_total', { feature: 'x' })
  }
  const before = await counted()
  expect((await explain(ASKED)).status).toBe(200)
  await api().ask('POST', '/api/decision', { body: ASKED })
  expect(await counted()).toBe(before + 1)
})

test('names are null for what the directory does not know', async () => {
  const resource = { type: 'section', id: 'new', projectId: '12', publisherId: 'other' }
  const { body } = await explain({ feature: 'x', actor: { type: 'author', id: '1042' }, resource })
  expect(body).toMatchObject({ reason: 'scope_disabled', publisherId: 'other' })
  expect(body.names).toEqual({
    actor: null,
    resource: null,
    project: { id: '12', title: 'Chemistry' },
    publisher: { id: 'other', name: null },
  })
  const project = await explain({
    feature: 'x',
    actor: { type: 'author', id: '1' },
    resource: { type: 'project', id: '12' },
  })
  expect(project.body.names).toEqual({
    actor: 'A',
    resource: 'Chemistry',
    project: { id: '12', title: 'Chemistry' },
    publisher: { id: '3', name: 'Open Press' },
  })
  const none = await explain({ ...ASKED, resource: { type: 'section', id: '77', projectId: null, publisherId: null } })
  expect(none.body.names).toMatchObject({ resource: 'Chem 101, fall', project: null, publisher: null })
})

test('a change made a moment ago is in what is explained next', async () => {
  for (const effect of ['force_enable', 'deny', 'force_enable', 'deny']) {
    await aviary().rows('UPDATE scoped_feature_exemptions SET effect = $1', [effect])
    expect((await explain(ASKED)).body.exemption).toEqual({ effect, expiresAt: null })
  }
})

test('an unknown feature is not found, and what is no question is refused by name', async () => {
  expect(await explain({ ...ASKED, feature: 'nothing' })).toMatchObject({
    status: 404,
    body: { code: 'feature_not_found' },
  })
  for (const [more, path] of [
    [{ feature: 'no name' }, 'feature'],
    [{ explain: true }, 'explain'],
    [{ bypassCache: true }, 'bypassCache'],
    [{ resource: { type: 'project', id: '12', projectId: '13' } }, 'resource.projectId'],
  ] as const) {
    const { status, body } = await explain({ ...ASKED, ...more })
    expect({ status, path: body.errors?.[0]?.path }).toEqual({ status: 400, path })
  }
})

test('whoever may ask for a decision may have it explained', async () => {
  const never = { explainer: { decide: () => null, decideAll: () => ({ decisions: [], revision: 0 }) } }
  const state = { sync: () => Promise.reject(new Error('out of reach')) }
  for (const principal of [SUPPORT, DECIDE_KEY]) {
    const asked = explainDecision({ pool: aviary().pool, principal }, { ...never, state }, ASKED)
    await expect(asked).rejects.toMatchObject({ code: 'feature_not_found' })
  }
})
