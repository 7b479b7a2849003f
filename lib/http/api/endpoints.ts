import { accountEndpoints } from './accounts'
import { auditEndpoints } from './audit'
import { directoryEndpoints } from './directory'
import type { Endpoint } from './endpoint'
import { exemptionChangeEndpoints } from './exemptions-changes'
import { explainEndpoints } from './explain'
import { featureReadEndpoints } from './feature-reads'
import { featureChangeEndpoints } from './features-changes'
import { impactEndpoints } from './impact'
import { keyEndpoints } from './keys'
import { nodeEndpoints } from './nodes'
import { peopleEndpoints } from './people'
import { placeReadEndpoints } from './place-reads'
import { reportEndpoints } from './reports'
import { rolloutEndpoints } from './rollouts'
import { scopeChangeEndpoints } from './scopes-changes'
import { searchEndpoints } from './search'
import { settingsEndpoints } from './settings'
import { stateEndpoints } from './state'

/** Every operation of the administration interface: the table that both doors, and the tests, read. */
export const ENDPOINTS: readonly Endpoint[] = [
  ...rolloutEndpoints,
  ...stateEndpoints,
  ...keyEndpoints,
  ...settingsEndpoints,
  ...auditEndpoints,
  ...featureChangeEndpoints,
  ...scopeChangeEndpoints,
  ...exemptionChangeEndpoints,
  ...peopleEndpoints,
  ...impactEndpoints,
  ...accountEndpoints,
  ...directoryEndpoints,
  ...nodeEndpoints,
  ...featureReadEndpoints,
  ...placeReadEndpoints,
  ...explainEndpoints,
  ...searchEndpoints,
  ...reportEndpoints,
]
