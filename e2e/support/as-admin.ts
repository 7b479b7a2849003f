import type { APIRequestContext } from '@playwright/test'
import { settings } from '../settings'
import { expect } from './test'

const authorization = `Bearer ${settings.key}`

/** Has the interface change something, by the admin key; fails where it is refused. */
export async function change(request: APIRequestContext, method: string, path: string, data: object): Promise<void> {
  const response = await request.fetch(`/api/v1${path}`, { method, data, headers: { authorization } })
  expect(response.ok(), `${method} ${path}: ${await response.text()}`).toBe(true)
}

/** How the names of features begin that tests make: behind those of the demo, wherever features stand by name. */
export const MADE_BY_A_TEST = /^zz_/

/** A feature of the test's own, that nothing is opted in to: at off where its mode has stages. Its name. */
export async function makeFeature(
  request: APIRequestContext,
  rolloutMode: 'canary' | 'scoped_only' = 'canary',
): Promise<string> {
  const name = `zz_${crypto.randomUUID().slice(0, 8)}`
  const made = { name, description: 'Made by a browser test.', contexts: 'both', rolloutMode }
  await change(request, 'POST', '/features', made)
  return name
}

/** The same, opted in at section 77. */
export async function newFeature(request: APIRequestContext, rolloutMode?: 'canary' | 'scoped_only'): Promise<string> {
  const name = await makeFeature(request, rolloutMode)
  await change(request, 'PUT', `/features/${name}/scopes/section/77`, { reason: 'for a test' })
  return name
}

/** An account of the demo in a known state. Each test takes one of its own. */
export const setInternal = (request: APIRequestContext, id: string, isInternal: boolean) =>
  change(request, 'PUT', `/accounts/user/${id}/internal`, { isInternal, note: 'Before a test' })
