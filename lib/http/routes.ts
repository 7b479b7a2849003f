import type { DoorContext } from './doors/context'
import { decisionDoor, decisionsDoor } from './doors/decision'
import { liveDoor, readyDoor } from './doors/health'
import { metricsDoor } from './doors/metrics'
import { ofrepBulkDoor, ofrepEventsDoor, ofrepFlagDoor } from './doors/ofrep'
import { failureAnswer } from './doors/ofrep/failure'
import { openapiDoor } from './doors/openapi'
import { HttpError } from './http-error'
import { measured } from './measured'
import type { Handler } from './message'

const nothingHere = measured('none', ({ requestId }) =>
  failureAnswer(new HttpError('not_found', 'There is nothing at this path.'), requestId),
)

export type Router = (path: string) => Handler | null

/** The doors that answer without the console, by path exactly as sent; null where the path is none of theirs. */
export function createRouter(context: DoorContext): Router {
  const ofrepFlag = ofrepFlagDoor(context)
  const ofrepEvents = ofrepEventsDoor(context)
  const exact = new Map<string, Handler>([
    ['/api/decision', decisionDoor(context)],
    ['/api/decisions', decisionsDoor(context)],
    ['/ofrep/v1/evaluate/flags', ofrepBulkDoor(context)],
    ['/api/health/live', liveDoor(context)],
    ['/api/health/ready', readyDoor(context)],
    ['/api/metrics', metricsDoor(context)],
    ['/api/openapi.json', openapiDoor(context)],
  ])
  return (path) => {
    const door = exact.get(path)
    if (door !== undefined) return door
    if (path.startsWith('/ofrep/v1/evaluate/flags/')) return ofrepFlag
    if (path.startsWith('/ofrep/v1/events/')) return ofrepEvents
    return path.startsWith('/ofrep/') ? nothingHere : null
  }
}
