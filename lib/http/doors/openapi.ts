import { openapiDocument } from '@/lib/contracts/openapi'
import { measured } from '../measured'
import { type Handler, json } from '../message'
import type { DoorContext } from './context'
import { publicDoor } from './public-door'

/** `GET /api/openapi.json`: made from the schemas that the doors check with. */
export function openapiDoor(context: DoorContext): Handler {
  let text: string | undefined
  const door = publicDoor(context, () => {
    text ??= JSON.stringify(openapiDocument())
    return json(200, text, { 'Cache-Control': 'public, max-age=60' })
  })
  return measured('openapi', door)
}
