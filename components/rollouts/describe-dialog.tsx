'use client'

import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { SelectField, TextField } from '@/components/ui/field'
import { useAction } from '@/lib/client/use-action'
import type { FeatureDetails } from '@/lib/contracts/api/feature-reads'
import type { FeatureActions } from './feature-actions'

interface DescribeDialogProps {
  readonly feature: FeatureDetails
  readonly change: FeatureActions['change']
  readonly opener: HTMLElement | null
  readonly onClose: () => void
}

/** Changes what a feature says of itself and where it is used. */
export function DescribeDialog({ feature, change, opener, onClose }: DescribeDialogProps) {
  const [seen] = useState(feature)
  const [description, setDescription] = useState(seen.description)
  const [contexts, setContexts] = useState(seen.contexts)
  const action = useAction(change, {
    done: ({ name }) => `${name} was changed.`,
    touches: ['features', 'places', 'search', 'audit'],
    onDone: onClose,
  })
  const fault = action.failure?.faults.find(({ path }) => path === 'description')?.message
  return (
    <ConfirmDialog
      title={`Edit ${seen.name}`}
      description="Where it is used can be narrowed only while nothing there is opted in."
      action="Save"
      reason={{ label: 'Reason', need: 'optional' }}
      disabledReason={description.trim() === '' ? 'Describe it in a sentence.' : undefined}
      isBusy={action.isBusy}
      refusal={action.failure}
      opener={opener}
      onConfirm={(reason) =>
        void action.run({
          feature: seen.name,
          description: description.trim(),
          contexts,
          expectedVersion: seen.version,
          ...(reason !== '' && { reason }),
        })
      }
      onClose={onClose}
    >
      <TextField
        id="feature-description"
        label="Description"
        dir="auto"
        autoComplete="off"
        fault={fault}
        value={description}
        onChange={({ target }) => setDescription(target.value)}
      />
      <SelectField
        id="feature-contexts"
        label="Where it is used"
        value={contexts}
        onChange={({ target }) => setContexts(target.value as typeof contexts)}
      >
        <option value="both">Authoring and delivery: projects and sections</option>
        <option value="authoring">Authoring: projects</option>
        <option value="delivery">Delivery: sections</option>
      </SelectField>
    </ConfirmDialog>
  )
}
