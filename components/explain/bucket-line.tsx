import { bucketText } from '@/lib/client/decision-words'
import type { ExplainedDecision } from '@/lib/contracts/api/explain'
import type { Stage } from '@/lib/rollout'

interface BucketLineProps {
  readonly cohort: NonNullable<ExplainedDecision['cohort']>
  /** The stage in force; null where none was come to. */
  readonly stage: Stage | null
}

const ADMITTED: Readonly<Record<Stage, number>> = {
  off: 0,
  internal_only: 0,
  five_percent: 5,
  fifty_percent: 50,
  full: 100,
}

// In units of the drawing: 3 to a per cent, so that lines are thin wherever it is shown.
const [LEFT, PER_CENT, TOP, BOTTOM, WIDTH, HEIGHT] = [8, 3, 18, 34, 316, 56]
const x = (percent: number) => LEFT + percent * PER_CENT

function Mark({ at }: { readonly at: number }) {
  return (
    <>
      <line x1={x(at)} x2={x(at)} y1={TOP} y2={BOTTOM + 4} className="stroke-edge" />
      <text x={x(at)} y={HEIGHT - 4} textAnchor="middle" className="fill-muted text-12">
        {at}
      </text>
    </>
  )
}

function cohortText({ fivePercent, fiftyPercent }: BucketLineProps['cohort']): string {
  if (fivePercent) return 'It is below 5, so the account gets in from stage 5% on.'
  if (fiftyPercent) return 'It is between 5 and 50, so the account gets in from stage 50% on.'
  return 'It is 50 or more, so the account gets in at stage Full only.'
}

/** Where the actor stands on the line from 0 to 100, with what the stages let in. The same in words below it. */
export function BucketLine({ cohort, stage }: BucketLineProps) {
  const admitted = stage === null ? 0 : ADMITTED[stage]
  return (
    <figure className="grid gap-3">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" className="w-full max-w-md overflow-visible">
        <rect
          x={LEFT}
          y={TOP}
          width={100 * PER_CENT}
          height={BOTTOM - TOP}
          rx="4"
          className="fill-sunken stroke-edge"
        />
        {admitted > 0 && (
          <rect
            x={LEFT}
            y={TOP}
            width={admitted * PER_CENT}
            height={BOTTOM - TOP}
            rx="4"
            className="fill-allow-surface stroke-allow"
          />
        )}
        {[0, 5, 50, 100].map((at) => (
          <Mark key={at} at={at} />
        ))}
        <line
          x1={x(cohort.bucket)}
          x2={x(cohort.bucket)}
          y1={TOP - 4}
          y2={BOTTOM + 4}
          strokeWidth="2"
          className="stroke-text"
        />
        <circle cx={x(cohort.bucket)} cy={TOP - 8} r="5" className="fill-text" />
      </svg>
      <figcaption className="grid gap-1">
        <p>
          Bucket <strong className="font-semibold">{bucketText(cohort.bucket)}</strong> of 100.
        </p>
        <p className="text-muted">{cohortText(cohort)}</p>
        <p className="text-muted">
          {stage === null
            ? 'No stage was come to.'
            : `The stage in force lets in the buckets below ${admitted}.`.replace('the buckets below 0', 'no bucket')}
        </p>
      </figcaption>
    </figure>
  )
}
