'use client'

import { ImpactPreview } from '@/components/impact/impact-preview'
import { waitingFor } from '@/components/impact/waiting-for'
import { stageLabel } from '@/components/stages/stage-words'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Notice } from '@/components/ui/notice'
import { useAction } from '@/lib/client/use-action'
import { useImpact } from '@/lib/client/use-impact'
import type { FeatureDetails } from '@/lib/contracts/api/feature-reads'
import type { FeatureActions } from './feature-actions'

const TEXTS = {
  scoped_only: {
    title: 'scoped only',
    means: 'It has no stages any more: it is open to everybody wherever it is opted in. Every stage must be Full.',
    done: 'scoped only now',
  },
  canary: {
    title: 'canary',
    means: 'It gets a global stage, Full, from which it can be rolled back.',
    done: 'a canary now',
  },
} as const

interface ModeDialogProps {
  readonly feature: FeatureDetails
  readonly change: FeatureActions['change']
  readonly opener: HTMLElement | null
  readonly onClose: () => void
}

/** Asks about the other rollout mode. */
export function ModeDialog({ feature, change, opener, onClose }: ModeDialogProps) {
  const rolloutMode = feature.rolloutMode === 'canary' ? 'scoped_only' : 'canary'
  const { title, means, done } = TEXTS[rolloutMode]
  const asked = { kind: 'set_mode', rolloutMode } as const
  const reading = useImpact(feature.name, asked)
  const action = useAction(change, {
    done: ({ name }) => `${name} is ${done}.`,
    touches: ['features', 'rollouts', 'places', 'audit'],
    onDone: onClose,
  })
  const places = reading.kind === 'known' ? reading.impact.verdict.places : []
  return (
    <ConfirmDialog
      title={`Make ${feature.name} ${title}?`}
      description={means}
      action={`Make it ${title}`}
      reason={{ label: 'Reason', need: 'optional' }}
      disabledReason={waitingFor(reading, 'patient')}
      isBusy={action.isBusy}
      refusal={action.failure}
      opener={opener}
      onConfirm={(reason) =>
        void action.run({
          feature: feature.name,
          rolloutMode,
          expectedVersion: feature.version,
          ...(reason !== '' && { reason }),
        })
      }
      onClose={onClose}
    >
      {places.length > 0 && (
        <Notice tone="error" title="These places are not at Full yet:">
          <ul>
            {places.map(({ scopeType, scopeId, stage }) => (
              <li key={`${scopeType} ${scopeId}`}>
                {scopeId === null ? 'The global stage' : `${scopeType} ${scopeId}`}: {stageLabel(stage)}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <ImpactPreview feature={feature.name} change={asked} reading={reading} />
    </ConfirmDialog>
  )
}
