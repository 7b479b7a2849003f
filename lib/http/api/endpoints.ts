import type { Endpoint } from './endpoint'
import { rolloutEndpoints } from './rollouts'
import { stateEndpoints } from './state'

/** Every operation of the administration interface: the table that both doors, and the tests, read. */
export const ENDPOINTS: readonly Endpoint[] = [...rolloutEndpoints, ...stateEndpoints]
