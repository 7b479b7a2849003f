import { decisionRequest, decisionsRequest } from '@/lib/contracts/decision'
import { checked } from '../checked'
import { HttpError } from '../http-error'
import { measured } from '../measured'
import { type Handler, json } from '../message'
import { readJson } from '../read-json'
import { checkScope } from './admit'
import { applicationDoor } from './application-door'
import type { DoorContext } from './context'

const ADMISSION = { methods: ['POST'], scope: 'decide' } as const

/** `POST /api/decision` (api.md). */
export function decisionDoor(context: DoorContext): Handler {
  const door = applicationDoor(context, ADMISSION, async (request, key) => {
    const asked = checked(decisionRequest, await readJson(request))
    if (asked.bypassCache === true) checkScope(context, request, key, 'admin')
    const answered = context.node.service.decide(asked)
    const decision = answered instanceof Promise ? await answered : answered
    if (decision === null) throw new HttpError('feature_not_found', 'There is no feature of this name.')
    return json(200, JSON.stringify(decision))
  })
  return measured('decision', door)
}

/** `POST /api/decisions` (api.md). */
export function decisionsDoor(context: DoorContext): Handler {
  const door = applicationDoor(context, ADMISSION, async (request) => {
    const asked = checked(decisionsRequest, await readJson(request))
    const { decisions } = await context.node.service.decideAll(asked)
    return json(200, JSON.stringify({ decisions }))
  })
  return measured('decisions', door)
}
