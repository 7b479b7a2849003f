'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { PageHeader } from '@/components/shell/page-header'
import { Notice } from '@/components/ui/notice'
import { Tabs } from '@/components/ui/tabs'
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
  const path = usePathname()
  const mine = TABS.filter(({ permission }) => permissions.includes(permission))
  const tab = tabIn(useSearchParams().get('tab')) ?? mine[0]?.value ?? 'health'
  const label = TABS.find(({ value }) => value === tab)?.label ?? ''
  const isMine = mine.some(({ value }) => value === tab)
  return (
    <>
      <PageHeader
        title="Settings"
        purpose="Who may sign in, which programs may ask, what support may do, and how the system fares."
      />
      <Tabs
        label="Settings"
        value={tab}
        tabs={TABS}
        onChoose={(chosen) => window.history.pushState(null, '', `${path}?tab=${chosen}`)}
      >
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
