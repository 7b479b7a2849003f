import { type APIRequestContext, expect } from '@playwright/test'
import { settings } from '../settings'

const headers = { Authorization: `Bearer ${settings.key}` }

/** Asks the API as the admin key. @param path below /api/v1 */
async function ask(request: APIRequestContext, method: 'POST' | 'PUT' | 'DELETE', path: string, data: object = {}) {
  const answer = await request.fetch(`/api/v1${path}`, { method, headers, data })
  expect(answer.ok(), `${method} ${path}: ${await answer.text()}`).toBe(true)
  return answer.json()
}

let made = 0

/** A feature of the test's own, open to everybody wherever it is opted in. Its name. */
export async function makeFeature(request: APIRequestContext): Promise<string> {
  made += 1
  const name = `e2e_${Date.now().toString(36)}_${process.pid}_${made}`
  await ask(request, 'POST', '/features', {
    name,
    description: 'Made by a browser test.',
    contexts: 'both',
    rolloutMode: 'canary',
  })
  return name
}

export const setExemption = (request: APIRequestContext, feature: string, publisherId: string, given: object) =>
  ask(request, 'PUT', `/features/${feature}/exemptions/${publisherId}`, given)

export const setStage = (request: APIRequestContext, feature: string, place: string, stage: string) =>
  ask(request, 'PUT', `/features/${feature}/rollouts/${place}`, { stage })

export const optIn = (request: APIRequestContext, feature: string, place: string) =>
  ask(request, 'PUT', `/features/${feature}/scopes/${place}`)
