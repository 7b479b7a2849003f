import type { APIRequestContext } from '@playwright/test'
import { change } from './as-admin'

export const setExemption = (request: APIRequestContext, feature: string, publisherId: string, given: object) =>
  change(request, 'PUT', `/features/${feature}/exemptions/${publisherId}`, given)

export const setStage = (
  request: APIRequestContext,
  feature: string,
  place: string,
  stage: string,
  given: { readonly reason?: string; readonly expectedVersion?: number } = {},
) => change(request, 'PUT', `/features/${feature}/rollouts/${place}`, { stage, ...given })

/** Takes a place that has no stage of its own forward through these, one after the other. @returns its version */
export async function climb(
  request: APIRequestContext,
  feature: string,
  place: string,
  stages: readonly string[],
): Promise<number> {
  let seen: { readonly expectedVersion?: number } = {}
  for (const stage of stages) {
    const { version } = JSON.parse(await setStage(request, feature, place, stage, seen)) as { version: number }
    seen = { expectedVersion: version }
  }
  return seen.expectedVersion ?? 0
}

export const optIn = (request: APIRequestContext, feature: string, place: string) =>
  change(request, 'PUT', `/features/${feature}/scopes/${place}`, {})
