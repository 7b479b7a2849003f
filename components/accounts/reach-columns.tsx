import { Check, CircleDashed, Minus, X } from 'lucide-react'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import type { Column } from '@/components/ui/data-table'
import { TEXT_LINK } from '@/components/ui/text-link'
import { bucketText, counted, REASON_WORDS, STAGE_LABELS } from '@/lib/client/decision-words'
import { explainHref } from '@/lib/client/explain-link'
import type { Account, FeatureReach } from '@/lib/contracts/api/accounts'

interface Counts {
  readonly projects: number
  readonly sections: number
}

const sum = ({ projects, sections }: Counts) => projects + sections

function placesText({ projects, sections }: Counts): string {
  const parts = [projects > 0 && counted(projects, 'project'), sections > 0 && counted(sections, 'section')]
  return parts.filter(Boolean).join(' and ')
}

function Verdict({ optedIn, allowed }: FeatureReach) {
  const [all, some] = [sum(optedIn), sum(allowed)]
  if (all === 0) return <Badge icon={Minus}>Opted in nowhere</Badge>
  if (some === 0)
    return (
      <Badge tone="deny" icon={X}>
        Nowhere
      </Badge>
    )
  return (
    <div className="grid justify-items-start gap-1">
      <Badge tone="allow" icon={some === all ? Check : CircleDashed}>
        {some === all ? 'Everywhere' : `${some.toLocaleString('en')} of ${all.toLocaleString('en')} places`}
      </Badge>
      <span className="text-12 text-muted">{placesText(allowed)}</span>
    </div>
  )
}

/** Of these the words name the stage already. */
const SAYS_STAGE = /^(cohort|stage)_/

interface WhyProps {
  readonly account: Account
  readonly reach: FeatureReach
}

function Why({ account: { type, id }, reach: { feature, reasons } }: WhyProps) {
  if (reasons.length === 0) return <span className="text-muted">No project or section is opted in.</span>
  return (
    <ul className="grid gap-2">
      {reasons.map(({ reason, result, stage, resources, example }) => (
        <li key={`${reason} ${stage}`} className="flex gap-2">
          {result ? (
            <Check aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-allow" />
          ) : (
            <X aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-deny" />
          )}
          <span className="min-w-0">
            {result ? 'Allowed' : 'Denied'} in {placesText(resources)}: {REASON_WORDS[reason]}
            {stage !== null && reason.startsWith('cohort') && ` of ${STAGE_LABELS[stage]}`}
            {stage !== null && !SAYS_STAGE.test(reason) && ` (stage ${STAGE_LABELS[stage]})`}.{' '}
            <Link
              href={explainHref({ feature, actor: { type, id }, resource: example })}
              prefetch={false}
              aria-label={`Explain ${feature} in ${example.type} ${example.id}`}
              className={TEXT_LINK}
            >
              Explain one
            </Link>
          </span>
        </li>
      ))}
    </ul>
  )
}

function cohortText({ fivePercent, fiftyPercent }: NonNullable<FeatureReach['cohort']>): string {
  if (fivePercent) return 'in from 5% on'
  return fiftyPercent ? 'in from 50% on' : 'in at Full only'
}

function Place({ bucket, cohort }: FeatureReach) {
  if (bucket === null || cohort === null) return <span className="text-muted">No cohort</span>
  return (
    <div className="grid">
      <span>{bucketText(bucket)}</span>
      <span className="text-12 text-muted">{cohortText(cohort)}</span>
    </div>
  )
}

export const reachColumns = (account: Account): readonly Column<FeatureReach>[] => [
  {
    id: 'feature',
    heading: 'Feature',
    role: 'row-header',
    className: 'min-w-44',
    cell: ({ feature }) => (
      <Link href={`/features/${encodeURIComponent(feature)}`} prefetch={false} className={TEXT_LINK}>
        {feature}
      </Link>
    ),
  },
  { id: 'reach', heading: 'Reach', className: 'w-48 min-w-40', cell: (reach) => <Verdict {...reach} /> },
  { id: 'why', heading: 'Why', className: 'min-w-72', cell: (reach) => <Why account={account} reach={reach} /> },
  { id: 'bucket', heading: 'Bucket, of 100', className: 'w-36 min-w-32', cell: (reach) => <Place {...reach} /> },
]
