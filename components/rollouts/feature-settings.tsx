'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { DescriptionList } from '@/components/ui/description-list'
import { Section } from '@/components/ui/section'
import { useMay } from '@/lib/client/visitor'
import type { FeatureDetails } from '@/lib/contracts/api/feature-reads'
import { ArchiveDialog, RestoreDialog } from './archive-dialog'
import { DescribeDialog } from './describe-dialog'
import type { FeatureActions } from './feature-actions'
import { CONTEXTS, MODES } from './feature-words'
import { ModeDialog } from './mode-dialog'

interface FeatureSettingsProps {
  readonly feature: FeatureDetails
  readonly actions: FeatureActions
}

interface Asked {
  readonly what: 'describe' | 'mode' | 'archive' | 'restore'
  readonly opener: HTMLElement
}

/** What a feature is, apart from how far it has come. */
export function FeatureSettings({ feature, actions }: FeatureSettingsProps) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const mayChange = useMay('change_rollouts')
  const { description, contexts, rolloutMode, isArchived } = feature
  const open = (what: Asked['what']) => ({
    onClick: ({ currentTarget }: { currentTarget: HTMLElement }) => setAsked({ what, opener: currentTarget }),
  })
  const props = { feature, opener: asked?.opener ?? null, onClose: () => setAsked(null) }
  return (
    <Section title="Settings" description="What the feature is, wherever it is." look="card">
      <DescriptionList
        items={[
          { term: 'Description', description: <span dir="auto">{description}</span> },
          { term: 'Where it is used', description: CONTEXTS[contexts] },
          { term: 'Mode', description: MODES[rolloutMode] },
        ]}
      />
      {mayChange && (
        <div className="flex flex-wrap gap-2">
          {!isArchived && <Button {...open('describe')}>Edit…</Button>}
          {!isArchived && (
            <Button {...open('mode')}>{rolloutMode === 'canary' ? 'Make it scoped only…' : 'Make it a canary…'}</Button>
          )}
          <Button look={isArchived ? 'plain' : 'danger'} {...open(isArchived ? 'restore' : 'archive')}>
            {isArchived ? 'Restore…' : 'Archive…'}
          </Button>
        </div>
      )}
      {asked?.what === 'describe' && <DescribeDialog {...props} change={actions.change} />}
      {asked?.what === 'mode' && <ModeDialog {...props} change={actions.change} />}
      {asked?.what === 'archive' && <ArchiveDialog {...props} actions={actions} />}
      {asked?.what === 'restore' && <RestoreDialog {...props} actions={actions} />}
    </Section>
  )
}
