import { Fragment } from 'react'
import { RelativeTime } from '@/components/ui/relative-time'
import { counted } from '@/lib/client/decision-words'
import type { FeatureSummary } from '@/lib/contracts/api/feature-reads'
import { CONTEXTS, optedInParts, shareText } from './feature-words'

interface ExemptProps {
  readonly count: number
  readonly how: 'denied' | 'forced'
}

/** "1 publisher forced on"; where columns are narrow, "1 forced" is seen. */
function Exempt({ count, how }: ExemptProps) {
  return (
    <>
      {count.toLocaleString('en')} <span className="@wide:sr-only">{count === 1 ? 'publisher' : 'publishers'} </span>
      {how}
      {how === 'forced' && <span className="@wide:sr-only"> on</span>}
    </>
  )
}

/** What departs from a feature's global stage. */
function Departures({ feature }: { readonly feature: FeatureSummary }) {
  const { ownStages, rolloutMode, isStageSet, exemptionsInForce } = feature
  const { deny, forceEnable } = exemptionsInForce
  const facts = [
    rolloutMode === 'canary' && !isStageSet && 'Stage never set',
    ownStages > 0 && counted(ownStages, 'own stage'),
    deny > 0 && <Exempt count={deny} how="denied" />,
    forceEnable > 0 && <Exempt count={forceEnable} how="forced" />,
  ].filter((fact) => fact !== false)
  if (facts.length === 0) return null
  return (
    <p>
      {facts.map((fact, nth) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they have no names, and don't change places
        <Fragment key={nth}>
          {nth > 0 && ' · '}
          <span className="whitespace-nowrap">{fact}</span>
        </Fragment>
      ))}
    </p>
  )
}

/** Where a feature is opted in, and what departs there from its global stage. */
export function Reach({ feature }: { readonly feature: FeatureSummary }) {
  const { contexts } = feature
  const parts = optedInParts(feature)
  return (
    <div className="min-w-0 text-12 text-muted wrap-anywhere">
      <p>
        {parts.length === 0 && 'Opted in nowhere'}
        {parts.length > 0 && <span className="text-text">{parts.join(', ')}</span>}
        {parts.length > 0 && <span className="@wide:sr-only"> opted in</span>}
        {contexts !== 'both' && ` · ${CONTEXTS[contexts].toLowerCase()} only`}
      </p>
      <Departures feature={feature} />
    </div>
  )
}

interface ActivityProps {
  readonly decisions: number
  readonly share: number
  readonly change: FeatureSummary['lastChange']
}

/** What is decided by it now, and when and by whom it last changed. */
export function Activity({ decisions, share, change }: ActivityProps) {
  return (
    <div className="min-w-0 text-12 text-muted">
      <p>
        <span className={decisions > 0 ? 'text-text' : undefined}>{counted(decisions, 'decision')}</span>
        {decisions > 0 && `, ${shareText(share)} allowed`}
        <span className="@wide:sr-only"> in the last hour</span>
      </p>
      {change !== null && (
        <p className="flex min-w-0 flex-wrap gap-x-1 @wide:flex-nowrap">
          <span className="@wide:sr-only">Changed</span> <RelativeTime at={change.at} />
          <span className="min-w-0 truncate">
            by <bdi>{change.by.name ?? 'somebody'}</bdi>
          </span>
        </p>
      )}
    </div>
  )
}
