import { type DecisionAnswer, decisionRequest, decisionsRequest } from '@/lib/contracts/decision'
import { after } from '../after'
import { checked } from '../checked'
import { HttpError } from '../http-error'
import { measured } from '../measured'
import { type Handler, json, type Outgoing } from '../message'
import { readJson } from '../read-json'
import { checkScope } from './admit'
import { applicationDoor } from './application-door'
import type { DoorContext } from './context'

const ADMISSION = { methods: ['POST'], scope: 'decide' } as const

function answerOf(decision: DecisionAnswer | null): Outgoing {
  if (decision === null) throw new HttpError('feature_not_found', 'There is no feature of this name.')
  return json(200, JSON.stringify(decision))
}

/** `POST /api/decision` (api.md). */
export function decisionDoor(context: DoorContext): Handler {
  const door = applicationDoor(context, ADMISSION, (request, key) =>
    after(readJson(request), (body) => {
      const asked = checked(decisionRequest, body)
      if (asked.bypassCache === true) checkScope(context, request, key, 'admin')
      return after(context.node.service.decide(asked), answerOf)
    }),
  )
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
