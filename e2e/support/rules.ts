import type { APIRequestContext } from '@playwright/test'
import { change } from './as-admin'

/** A feature of the test's own, at off, that nothing is opted in to. Its name. */
export async function makeFeature(request: APIRequestContext): Promise<string> {
  const name = `e2e_${crypto.randomUUID().slice(0, 8)}`
  const made = { name, description: 'Made by a browser test.', contexts: 'both', rolloutMode: 'canary' }
  await change(request, 'POST', '/features', made)
  return name
}

export const setExemption = (request: APIRequestContext, feature: string, publisherId: string, given: object) =>
  change(request, 'PUT', `/features/${feature}/exemptions/${publisherId}`, given)

export const setStage = (request: APIRequestContext, feature: string, place: string, stage: string) =>
  change(request, 'PUT', `/features/${feature}/rollouts/${place}`, { stage })

export const optIn = (request: APIRequestContext, feature: string, place: string) =>
  change(request, 'PUT', `/features/${feature}/scopes/${place}`, {})
