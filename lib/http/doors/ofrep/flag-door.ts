import { isFeatureName } from '@/lib/rollout'
import { HttpError } from '../../http-error'
import { measured } from '../../measured'
import { type Handler, type Incoming, json, type Outgoing } from '../../message'
import { applicationDoor } from '../application-door'
import type { DoorContext } from '../context'
import { askedBy, EVALUATION } from './evaluation'
import { failureAnswer } from './failure'
import { flagOf } from './flag'

const FLAG_PATH = '/ofrep/v1/evaluate/flags/'

/** The flag's key, decoded once; as it stands where it can't be, for then it is no feature's name either. */
function keyIn({ path }: Incoming): string {
  const encoded = path.slice(FLAG_PATH.length)
  try {
    return decodeURIComponent(encoded)
  } catch {
    return encoded
  }
}

/** `POST /ofrep/v1/evaluate/flags/{key}` (api.md, "OpenFeature"). */
export function ofrepFlagDoor(context: DoorContext): Handler {
  const { node } = context
  const answer = async (request: Incoming): Promise<Outgoing> => {
    const asked = await askedBy(request, node)
    const feature = keyIn(request)
    const decision = isFeatureName(feature) ? await node.service.decide({ feature, ...asked }) : null
    if (decision === null) throw new HttpError('feature_not_found', 'There is no feature of this name.')
    return json(200, JSON.stringify(flagOf(decision)))
  }
  const failed = (error: HttpError, request: Incoming) => failureAnswer(error, request.requestId, keyIn(request))
  return measured('ofrep_flag', applicationDoor(context, EVALUATION, answer, failed))
}
