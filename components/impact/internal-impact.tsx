import { ArrowDownRight, ArrowUpRight, Equal } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Progress } from '@/components/ui/progress'
import { counted } from '@/lib/client/decision-words'
import type { AccountImpactAnswer } from '@/lib/contracts/api/impact'

interface InternalImpactProps {
  readonly name: string
  readonly isInternal: boolean
  readonly impact: {
    readonly data: AccountImpactAnswer | undefined
    readonly error: Error | null
    readonly refetch: () => unknown
  }
}

const SHOWN = 8

interface FeaturesProps {
  readonly way: 'gain' | 'lose'
  readonly features: readonly string[]
}

function Features({ way, features }: FeaturesProps) {
  const Icon = way === 'gain' ? ArrowUpRight : ArrowDownRight
  const more = features.length - SHOWN
  return (
    <div className="flex gap-3">
      <Icon aria-hidden="true" className={`mt-0.5 size-4 shrink-0 ${way === 'gain' ? 'text-allow' : 'text-deny'}`} />
      <div className="grid min-w-0 gap-1">
        <p className="font-semibold">
          {way === 'gain' ? 'Gains' : 'Loses'} {counted(features.length, 'feature')} in at least one place
        </p>
        <p className="text-muted wrap-anywhere">
          {features.slice(0, SHOWN).join(', ')}
          {more > 0 && `, and ${more.toLocaleString('en')} more`}
        </p>
      </div>
    </div>
  )
}

function Known({ name, isInternal, data }: { name: string; isInternal: boolean; data: AccountImpactAnswer }) {
  const gained = data.features.flatMap(({ feature, gains }) => (gains ? [feature] : []))
  const lost = data.features.flatMap(({ feature, loses }) => (loses ? [feature] : []))
  if (data.isInternal === isInternal) return <p>It is so already: somebody else was faster. Nothing would change.</p>
  return (
    <>
      {gained.length === 0 && lost.length === 0 && (
        <div className="flex gap-3">
          <Equal aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-muted" />
          <p className="min-w-0 font-semibold wrap-anywhere">
            <bdi>{name}</bdi> gains and loses nothing today.
          </p>
        </div>
      )}
      {gained.length > 0 && <Features way="gain" features={gained} />}
      {lost.length > 0 && <Features way="lose" features={lost} />}
      <p className="text-12 text-muted">
        Decided for every project and section that is opted in. Nobody else is concerned.
      </p>
    </>
  )
}

/** What the switch would change for this account, before it is made. */
export function InternalImpact({ name, isInternal, impact }: InternalImpactProps) {
  const { data, error, refetch } = impact
  if (data === undefined && error !== null) {
    const again = (
      <Button size="compact" onClick={() => void refetch()}>
        Ask again
      </Button>
    )
    return (
      <Notice tone="warning" title="What it would change can’t be said." action={again}>
        {error.message}
      </Notice>
    )
  }
  return (
    <section
      aria-label="What would change"
      className="grid min-h-24 content-start gap-3 rounded-medium border border-hairline bg-surface p-4"
    >
      {data === undefined ? (
        <Progress label="Reading what would change" value={null} />
      ) : (
        <Known name={name} isInternal={isInternal} data={data} />
      )}
    </section>
  )
}
