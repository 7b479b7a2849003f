'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { DialogClose, DialogFooter } from '@/components/ui/dialog'
import { ErrorSummary, type FieldFault } from '@/components/ui/error-summary'
import { SelectField, TextField } from '@/components/ui/field'
import type { Action } from '@/lib/client/use-action'
import type { CreateFeatureInput } from '@/lib/contracts/api/features-changes'
import { isFeatureName } from '@/lib/rollout/browser'

const idOf = (field: string) => `new-feature-${field}`

function faultsIn({ name, description }: { name: string; description: string }): readonly FieldFault[] {
  const faults: FieldFault[] = []
  if (!isFeatureName(name))
    faults.push({ fieldId: idOf('name'), message: 'Give it a name of A–Z, a–z, 0–9, _ . and -.' })
  if (description === '') faults.push({ fieldId: idOf('description'), message: 'Describe it in a sentence.' })
  return faults
}

/** What a feature needs to begin with. */
export function NewFeatureForm({ action }: { readonly action: Action<CreateFeatureInput> }) {
  const [name, setName] = useState('')
  const [description, setDescription] = useState('')
  const [contexts, setContexts] = useState<'both' | 'authoring' | 'delivery'>('both')
  const [rolloutMode, setMode] = useState<'canary' | 'scoped_only'>('canary')
  const [attempt, setAttempt] = useState(0)
  const [found, setFound] = useState<readonly FieldFault[]>([])
  const { failure } = action
  const refused =
    failure?.faults.map(({ path, message }) => ({ fieldId: idOf(path), message: `${path} ${message}` })) ?? []
  const faults = found.length > 0 ? found : refused
  const faultOf = (field: string) => faults.find(({ fieldId }) => fieldId === idOf(field))?.message

  function submit(event: FormEvent) {
    event.preventDefault()
    const given = { name: name.trim(), description: description.trim() }
    const faulty = faultsIn(given)
    setAttempt(attempt + 1)
    setFound(faulty)
    if (faulty.length === 0) void action.run({ ...given, contexts, rolloutMode })
  }

  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      {(faults.length > 0 || failure !== null) && (
        <ErrorSummary
          title={failure !== null && found.length === 0 ? failure.message : 'The feature was not made yet'}
          faults={faults}
          attempt={attempt}
        />
      )}
      <TextField
        id={idOf('name')}
        label="Name"
        hint="As the application asks for it. It can’t be changed later."
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        required
        fault={faultOf('name')}
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <TextField
        id={idOf('description')}
        label="Description"
        hint="What it does for people, in a sentence."
        autoComplete="off"
        required
        dir="auto"
        fault={faultOf('description')}
        value={description}
        onChange={({ target }) => setDescription(target.value)}
      />
      <SelectField
        id={idOf('contexts')}
        label="Where it is used"
        fault={faultOf('contexts')}
        value={contexts}
        onChange={({ target }) => setContexts(target.value as typeof contexts)}
      >
        <option value="both">Authoring and delivery: projects and sections</option>
        <option value="authoring">Authoring: projects</option>
        <option value="delivery">Delivery: sections</option>
      </SelectField>
      <SelectField
        id={idOf('rolloutMode')}
        label="Mode"
        fault={faultOf('rolloutMode')}
        value={rolloutMode}
        onChange={({ target }) => setMode(target.value as typeof rolloutMode)}
      >
        <option value="canary">Canary: opened stage by stage, beginning at Off</option>
        <option value="scoped_only">Scoped only: open to everybody wherever it is opted in</option>
      </SelectField>
      <DialogFooter>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" look="primary" isBusy={action.isBusy}>
          Make the feature
        </Button>
      </DialogFooter>
    </form>
  )
}
