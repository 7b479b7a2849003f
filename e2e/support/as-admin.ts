import type { APIRequestContext } from '@playwright/test'
import { cohortHex, isInCohort, STAGES, type Stage } from '@/lib/rollout'
import { settings } from '../settings'
import { expect } from './test'

/** Of the demo's key. */
export const authorization = `Bearer ${settings.key}`

/** Has the interface change something, by the admin key; fails where it is refused. @returns its answer */
export async function change(request: APIRequestContext, method: string, path: string, data: object): Promise<string> {
  const response = await request.fetch(`/api/v1${path}`, { method, data, headers: { authorization } })
  expect(response.ok(), `${method} ${path}: ${await response.text()}`).toBe(true)
  return response.text()
}

/** How the names of features begin that tests make: behind those of the demo, wherever features stand by name. */
export const MADE_BY_A_TEST = /^zz_/

const someName = (beginning = 'zz_') => `${beginning}${crypto.randomUUID().slice(0, 8)}`

/** A feature of the test's own, that nothing is opted in to: at off where its mode has stages. Its name. */
export async function makeFeature(
  request: APIRequestContext,
  rolloutMode: 'canary' | 'scoped_only' = 'canary',
): Promise<string> {
  return makeNamed(request, someName(), rolloutMode)
}

/** The same by a name of the test's choice, which must fit `MADE_BY_A_TEST`. */
export async function makeNamed(
  request: APIRequestContext,
  name: string,
  rolloutMode: 'canary' | 'scoped_only' = 'canary',
): Promise<string> {
  const made = { name, description: 'Made by a browser test.', contexts: 'both', rolloutMode }
  await change(request, 'POST', '/features', made)
  return name
}

/** The notes of a feature's entries in the audit trail, newest first. */
export async function notesOf(request: APIRequestContext, feature: string): Promise<readonly (string | null)[]> {
  const response = await request.get(`/api/v1/audit?feature=${feature}`, { headers: { authorization } })
  const { items } = (await response.json()) as { items: readonly { readonly note: string | null }[] }
  return items.map(({ note }) => note)
}

const optInAt77 = (request: APIRequestContext, feature: string) =>
  change(request, 'PUT', `/features/${feature}/scopes/section/77`, { reason: 'for a test' })

/** The same, opted in at section 77. */
export async function newFeature(request: APIRequestContext, rolloutMode?: 'canary' | 'scoped_only'): Promise<string> {
  const name = await makeFeature(request, rolloutMode)
  await optInAt77(request, name)
  return name
}

/**
 * The same, by a name that puts a user into the cohort of this stage, and of none before it: what is hinted turns on it.
 * @param beginning of its name: lists by name may end before those of other tests
 */
export async function newFeatureFirstAt(
  request: APIRequestContext,
  stage: Stage,
  user: string,
  beginning?: string,
): Promise<string> {
  const firstOf = (name: string) => STAGES.find((each) => isInCohort(cohortHex(name, 'user', user), each))
  let name = someName(beginning)
  while (firstOf(name) !== stage) name = someName(beginning)
  await makeNamed(request, name)
  await optInAt77(request, name)
  return name
}

/** An account of the demo in a known state. Each test takes one of its own. */
export const setInternal = (request: APIRequestContext, id: string, isInternal: boolean) =>
  change(request, 'PUT', `/accounts/user/${id}/internal`, { isInternal, note: 'Before a test' })
