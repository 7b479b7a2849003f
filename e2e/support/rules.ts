import type { APIRequestContext } from '@playwright/test'
import { change } from './as-admin'

export const setExemption = (request: APIRequestContext, feature: string, publisherId: string, given: object) =>
  change(request, 'PUT', `/features/${feature}/exemptions/${publisherId}`, given)

export const setStage = (request: APIRequestContext, feature: string, place: string, stage: string) =>
  change(request, 'PUT', `/features/${feature}/rollouts/${place}`, { stage })

export const optIn = (request: APIRequestContext, feature: string, place: string) =>
  change(request, 'PUT', `/features/${feature}/scopes/${place}`, {})
