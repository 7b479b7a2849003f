'use client'

import { ImpactPreview } from '@/components/impact/impact-preview'
import { waitingFor } from '@/components/impact/waiting-for'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { useAction } from '@/lib/client/use-action'
import { useImpact } from '@/lib/client/use-impact'
import type { FeatureAtPlace } from '@/lib/contracts/api/place-reads'
import type { Resource } from './resource'
import type { ScopeActions } from './scope-actions'

/** What is asked: a feature, in or out. */
export interface OptInAsked {
  readonly feature: FeatureAtPlace
  readonly isIn: boolean
  readonly opener: HTMLElement
}

interface OptInDialogProps {
  readonly asked: OptInAsked
  readonly resource: Resource
  readonly actions: ScopeActions
  readonly onClose: () => void
}

const MEANS = {
  in: 'Then the feature’s stage and its exemptions decide here.',
  out: 'Then nobody has the feature here, whatever its stage. Its own stage, if it has one, stays.',
} as const

/** Opts a project or a section in or out, after saying who gains and who loses. */
export function OptInDialog({ asked, resource, actions, onClose }: OptInDialogProps) {
  const { isIn, opener } = asked
  const { scopeType, scopeId, title } = resource
  const feature = asked.feature.name
  const change = { kind: isIn ? 'opt_in' : 'opt_out', scopeType, scopeId } as const
  const reading = useImpact(feature, change)
  const way = isIn ? 'in to' : 'out of'
  const action = useAction(isIn ? actions.optIn : actions.optOut, {
    done: ({ changed }) =>
      changed
        ? `${title} was opted ${way} ${feature}.`
        : `Nothing was changed: ${title} was opted ${way} ${feature} already.`,
    touches: ['places', 'features', 'scopes', 'audit'],
    onDone: onClose,
  })
  return (
    <ConfirmDialog
      title={`Opt ${title} ${way} ${feature}?`}
      description={MEANS[isIn ? 'in' : 'out']}
      action={isIn ? 'Opt in' : 'Opt out'}
      tone={isIn ? 'primary' : 'danger'}
      reason={{ label: 'Reason', need: 'optional', hint: 'It is kept in the audit trail.' }}
      disabledReason={waitingFor(reading, isIn ? 'patient' : 'taking-away')}
      isBusy={action.isBusy}
      refusal={action.failure}
      opener={opener}
      onConfirm={(reason) => void action.run({ feature, scopeType, scopeId, ...(reason === '' ? {} : { reason }) })}
      onClose={onClose}
    >
      <ImpactPreview feature={feature} change={change} reading={reading} />
    </ConfirmDialog>
  )
}
