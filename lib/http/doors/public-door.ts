import type { Handler, Incoming, Outgoing } from '../message'
import { problemAnswer, toHttpError } from '../problem-answer'
import { checkMethod } from './admit'
import { noteFailure } from './application-door'
import type { DoorContext } from './context'

const METHODS = ['GET', 'HEAD']

/** A door that is read without a key. */
export function publicDoor(context: DoorContext, answer: (request: Incoming) => Outgoing | Promise<Outgoing>): Handler {
  return async (request) => {
    try {
      checkMethod(request, METHODS)
      return await answer(request)
    } catch (thrown) {
      const error = toHttpError(thrown)
      noteFailure(context, error, thrown, request)
      return problemAnswer(error, request.requestId)
    }
  }
}
