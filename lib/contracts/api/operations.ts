import * as accounts from './accounts'
import * as audit from './audit'
import * as decisionCounts from './decision-counts'
import * as directory from './directory'
import * as exemptionsChanges from './exemptions-changes'
import * as explain from './explain'
import * as featureReads from './feature-reads'
import * as featuresChanges from './features-changes'
import * as impact from './impact'
import * as keys from './keys'
import * as nodes from './nodes'

import type { Operation } from './operation'
import * as people from './people'
import * as placeReads from './place-reads'
import * as publisherReads from './publisher-reads'
import * as reports from './reports'
import * as revert from './revert'
import * as rollouts from './rollouts'
import * as scopesChanges from './scopes-changes'
import * as search from './search'
import * as settings from './settings'
import * as state from './state'

const operationsOf = (module: object): Operation[] =>
  Object.entries(module).flatMap(([name, value]) => (name.endsWith('Operation') ? [value as Operation] : []))

/** Every operation of the administration interface, by subject. A test says that each has its endpoint. */
export const OPERATIONS: readonly Operation[] = [
  rollouts,
  state,
  keys,
  settings,
  audit,
  revert,
  featuresChanges,
  scopesChanges,
  exemptionsChanges,
  people,
  impact,
  accounts,
  directory,
  nodes,
  decisionCounts,
  featureReads,
  placeReads,
  publisherReads,
  explain,
  search,
  reports,
].flatMap(operationsOf)
