import type { ApiKeyItem } from '@/lib/contracts/api/keys'
import type { NodesAnswer } from '@/lib/contracts/api/nodes'
import type { Person } from '@/lib/contracts/api/people'
import type { Policy } from '@/lib/contracts/api/settings'
import { consolePages, consoleQuery } from './console-query'

export const SETTINGS_PAGE = 50

export const peopleQuery = consolePages<Person>('people', '/people', { limit: SETTINGS_PAGE })
export const keysQuery = consolePages<ApiKeyItem>('keys', '/keys', { limit: SETTINGS_PAGE })
export const policyQuery = consoleQuery<Policy>('settings', '/settings')

// Nodes say of themselves every four seconds, and no change goes with it that an event could tell of.
const NODES_MS = 4000
export const nodesQuery = { ...consoleQuery<NodesAnswer>('nodes', '/nodes'), refetchInterval: NODES_MS }
