import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { ImpactPreview } from '@/components/impact/impact-preview'
import { InternalImpact } from '@/components/impact/internal-impact'
import { waitingFor } from '@/components/impact/waiting-for'
import { stageLabel } from '@/components/stages/stage-words'
import { TEXT_LINK } from '@/components/ui/text-link'
import { leadsDown } from '@/lib/client/audit-sentence'
import { internalImpactQuery } from '@/lib/client/queries/accounts'
import { useImpact } from '@/lib/client/use-impact'
import { type WayBack, wayBack } from '@/lib/client/way-back'
import type { AuditEntry } from '@/lib/contracts/api/audit'
import type { Stage } from '@/lib/rollout'
import { RevertConfirm, type RevertProps } from './revert-confirm'

const isStage = ({ differences }: AuditEntry) => differences.some(({ field }) => field === 'stage')

/** Whether the way back leads down the ladder, which takes a reason and waits for no counting. */
const leadsBack = (entry: AuditEntry) => isStage(entry) && !leadsDown(entry)

interface StepInsteadProps {
  readonly feature: string
  readonly stage: Stage
}

/** A way back up that would skip a stage is walked step by step. */
function StepInstead({ feature, stage }: StepInsteadProps) {
  return (
    <>
      The one step open from here is to {stageLabel(stage)}, on{' '}
      <Link href={`/features/${encodeURIComponent(feature)}`} prefetch={false} className={TEXT_LINK}>
        the page of {feature}
      </Link>
      .
    </>
  )
}

type Of<Kind extends WayBack['kind']> = RevertProps & { readonly way: Extract<WayBack, { kind: Kind }> }

function RulesRevert({ way: { feature, change }, ...props }: Of<'rules'>) {
  const reading = useImpact(feature, change)
  const verdict = reading.kind === 'known' ? reading.impact.verdict : null
  const isUrgent = leadsBack(props.entry)
  return (
    <RevertConfirm
      {...props}
      reasonNeed={(verdict?.needsReason ?? isUrgent) ? 'required' : 'optional'}
      tone={isUrgent ? 'danger' : 'primary'}
      waiting={waitingFor(reading, isUrgent ? 'taking-away' : 'patient')}
      isRefused={verdict?.outcome === 'refuse'}
      instead={verdict?.next && <StepInstead feature={feature} stage={verdict.next} />}
    >
      {verdict?.outcome !== 'refuse' && <ImpactPreview feature={feature} change={change} reading={reading} />}
    </RevertConfirm>
  )
}

function AccountRevert({ way: { type, id, isInternal }, ...props }: Of<'account'>) {
  const impact = useQuery(internalImpactQuery(type, id, isInternal))
  const isReading = impact.data === undefined && impact.error === null
  return (
    <RevertConfirm
      {...props}
      reasonNeed="required"
      tone={isInternal ? 'primary' : 'danger'}
      waiting={isReading ? 'What it would change is still being read.' : undefined}
    >
      <InternalImpact name={props.entry.scopeName ?? id} isInternal={isInternal} impact={impact} />
    </RevertConfirm>
  )
}

/** Whether the way back from it restores an archived feature. */
const comesBack = ({ before, after }: AuditEntry) => after?.archived === true && before?.archived !== true

/** Asks before a change is taken back, and says what would follow. It is a new change, under the same rules as any. */
export function RevertDialog(props: RevertProps): ReactNode {
  const way = wayBack(props.entry)
  if (way.kind === 'rules') return <RulesRevert {...props} way={way} />
  if (way.kind === 'account') return <AccountRevert {...props} way={way} />
  return (
    <RevertConfirm {...props} reasonNeed="optional" tone="primary">
      {comesBack(props.entry) && <p>It comes back at Off everywhere, as a canary: nobody gets it by this.</p>}
    </RevertConfirm>
  )
}
