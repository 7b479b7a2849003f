'use client'

import { PageHeader } from '@/components/shell/page-header'
import { Notice } from '@/components/ui/notice'
import { Tabs } from '@/components/ui/tabs'
import { useAddress } from '@/lib/client/use-address'
import { useVisitor } from '@/lib/client/visitor'
import { Health } from './health'
import { Keys } from './keys'
import { People } from './people'
import { type ChangePolicy, PolicyPanel } from './policy'
import { TABS, tabIn } from './tabs'
import type { KeyActions, PeopleActions } from './verbs'

interface SettingsProps {
  readonly people: PeopleActions
  readonly keys: KeyActions
  readonly changePolicy: ChangePolicy
}

/** Who may sign in, which programs may ask, what is settled, and how the system fares; the tab is in the address. */
export function Settings({ people, keys, changePolicy }: SettingsProps) {
  const { permissions } = useVisitor()
  const { path, search, go } = useAddress()
  const mine = TABS.filter(({ permission }) => permissions.includes(permission))
  const tab = tabIn(search.get('tab')) ?? mine[0]?.value ?? 'health'
  const label = TABS.find(({ value }) => value === tab)?.label ?? ''
  const isMine = mine.some(({ value }) => value === tab)
  return (
    <>
      <PageHeader
        title="Settings"
        purpose="Who may sign in, which programs may ask, what support may do, and how the system fares."
      />
      <Tabs label="Settings" value={tab} tabs={TABS} onChoose={(chosen) => go(() => `${path}?tab=${chosen}`)}>
        <div className="pt-6">
          {!isMine && (
            <Notice title={`${label} ${label === 'Policy' ? 'is' : 'are'} for system admins.`}>
              Your role is Support. Ask a system admin where something has to change here.
            </Notice>
          )}
          {isMine && tab === 'people' && <People actions={people} />}
          {isMine && tab === 'keys' && <Keys actions={keys} />}
          {isMine && tab === 'policy' && <PolicyPanel change={changePolicy} />}
          {isMine && tab === 'health' && <Health />}
        </div>
      </Tabs>
    </>
  )
}
