import type { InfiniteData } from '@tanstack/react-query'
import { Layers } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { Section } from '@/components/ui/section'
import { counted } from '@/lib/client/decision-words'
import type { Account, AccountReach } from '@/lib/contracts/api/accounts'
import { reachColumns } from './reach-columns'

interface AccountReachSectionProps {
  readonly account: Account
  readonly query: {
    readonly data: InfiniteData<AccountReach> | undefined
    readonly hasNextPage: boolean
    readonly isFetchingNextPage: boolean
    readonly fetchNextPage: () => unknown
  }
}

function summary({ name }: Account, features: readonly { allowed: Counts }[], hasMore: boolean): string {
  const reached = features.filter(({ allowed }) => allowed.projects + allowed.sections > 0).length
  const of = `${hasMore ? 'the first ' : ''}${counted(features.length, 'feature')}`
  return `${name} reaches ${reached.toLocaleString('en')} of ${of} in at least one place.`
}

interface Counts {
  readonly projects: number
  readonly sections: number
}

/** What the account can reach and why, feature by feature. */
export function AccountReachSection({ account, query }: AccountReachSectionProps) {
  const features = query.data?.pages.flatMap(({ reach }) => reach.items) ?? []
  if (features.length === 0)
    return (
      <Section title="What it can reach">
        <EmptyState icon={Layers} title="There are no features yet">
          Once there are some, this says which of them the account reaches, where, and why.
        </EmptyState>
      </Section>
    )
  return (
    <Section
      title="What it can reach, and why"
      description={<bdi>{summary(account, features, query.hasNextPage)}</bdi>}
    >
      <DataTable
        caption="Features that the account can reach"
        captionLook="hidden"
        columns={reachColumns(account)}
        rows={features}
        rowKey={({ feature }) => feature}
      />
      {query.hasNextPage && (
        <div>
          <Button isBusy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show more features
          </Button>
        </div>
      )}
    </Section>
  )
}
