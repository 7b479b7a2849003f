import type { Metadata } from 'next'
import { Settings } from '@/components/settings/settings'
import { type SettingsTab, tabIn } from '@/components/settings/tabs'
import { keysQuery, nodesQuery, peopleQuery, policyQuery, SETTINGS_PAGE } from '@/lib/client/queries/settings'
import { listApiKeys } from '@/lib/queries/list-api-keys'
import { listNodes } from '@/lib/queries/list-nodes'
import { listPeople } from '@/lib/queries/people'
import { readPolicy } from '@/lib/queries/policy'
import { ConsolePage, type Prefetch, prefetched, prefetchedPages } from '../console-page'
import * as actions from './actions'

export const metadata: Metadata = { title: 'Settings' }

const page = { limit: SETTINGS_PAGE }

// What the visitor may not read is not read; the page says so.
const PREFETCH: Readonly<Record<SettingsTab, Prefetch>> = {
  people: prefetchedPages(peopleQuery, (context) => listPeople(context, page)),
  keys: prefetchedPages(keysQuery, (context) => listApiKeys(context, page)),
  policy: prefetched(policyQuery, readPolicy),
  health: prefetched(nodesQuery, listNodes),
}

interface Props {
  readonly searchParams: Promise<{ readonly tab?: string | string[] }>
}

export default async function SettingsPage({ searchParams }: Props) {
  const tab = tabIn((await searchParams).tab)
  return (
    <ConsolePage permission="read_rollouts" prefetch={tab === null ? [] : [PREFETCH[tab]]}>
      <Settings
        people={{
          invite: actions.invitePersonAction,
          reset: actions.resetPasswordAction,
          changeRole: actions.changeRoleAction,
          disable: actions.disablePersonAction,
          enable: actions.enablePersonAction,
          endSessions: actions.endSessionsAction,
        }}
        keys={{ create: actions.createKeyAction, revoke: actions.revokeKeyAction }}
        changePolicy={actions.changePolicyAction}
      />
    </ConsolePage>
  )
}
