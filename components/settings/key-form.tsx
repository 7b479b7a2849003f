import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { DialogClose, DialogFooter } from '@/components/ui/dialog'
import { SelectField, TextAreaField, TextField } from '@/components/ui/field'
import { useAction } from '@/lib/client/use-action'
import { type FormFault, FormFaults, faultOn } from './form-faults'
import type { KeyActions, MadeKey, NewKey } from './verbs'

const MOST_RATE = 1_000_000

/** What a form says; what is wrong with it is said by `faultsIn` and, for origins, by the server. */
function read(form: FormData): NewKey {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const [rate, day] = [text('rateLimitPerS'), text('expiresAt')]
  return {
    name: text('name'),
    scopes: form.get('scopes') === 'admin' ? ['decide', 'admin'] : ['decide'],
    rateLimitPerS: rate === '' ? null : Number(rate),
    allowedOrigins: text('allowedOrigins').split(/\s+/).filter(Boolean),
    expiresAt: day === '' ? null : new Date(`${day}T23:59:59`).toISOString(),
  }
}

function faultsIn({ name, rateLimitPerS }: NewKey): FormFault[] {
  const isRate =
    rateLimitPerS === null || (Number.isInteger(rateLimitPerS) && rateLimitPerS > 0 && rateLimitPerS <= MOST_RATE)
  return [
    ...(name === '' ? [{ path: 'name', message: 'Name the program that is to have it.' }] : []),
    ...(isRate ? [] : [{ path: 'rateLimitPerS', message: 'Enter a whole number from 1 to 1,000,000, or nothing.' }]),
  ]
}

interface KeyFormProps {
  readonly create: KeyActions['create']
  readonly onDone: (made: MadeKey) => void
}

/** What a new key is for and may. */
export function KeyForm({ create, onDone }: KeyFormProps) {
  const [attempt, setAttempt] = useState(0)
  const [found, setFound] = useState<readonly FormFault[]>([])
  const action = useAction(create, { done: () => 'The key is made.', touches: ['keys', 'audit'], onDone })
  const faults = found.length > 0 ? found : (action.failure?.faults ?? [])

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const given = read(new FormData(event.currentTarget))
    const wrong = faultsIn(given)
    setAttempt(attempt + 1)
    setFound(wrong)
    if (wrong.length === 0) void action.run(given)
  }

  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <FormFaults title="No key was made yet" form="key" faults={faults} failure={action.failure} attempt={attempt} />
      <TextField
        id="key-name"
        name="name"
        label="Name"
        hint="The program that is to have it: “Player, production”."
        autoComplete="off"
        maxLength={255}
        required
        fault={faultOn(faults, 'name')}
      />
      <SelectField id="key-scopes" name="scopes" label="It may" fault={faultOn(faults, 'scopes')}>
        <option value="decide">Ask for decisions</option>
        <option value="admin">Ask for decisions and change rollouts</option>
      </SelectField>
      <TextField
        id="key-rateLimitPerS"
        name="rateLimitPerS"
        inputMode="numeric"
        label="Requests a second, at most (optional)"
        hint="Without one, the limit of the node holds."
        autoComplete="off"
        fault={faultOn(faults, 'rateLimitPerS')}
      />
      <TextAreaField
        id="key-allowedOrigins"
        name="allowedOrigins"
        rows={2}
        label="Origins of web pages that may use it (optional)"
        hint="One a line: https://app.example.edu. A server needs none."
        fault={faultOn(faults, 'allowedOrigins')}
      />
      <TextField
        id="key-expiresAt"
        name="expiresAt"
        type="date"
        label="Last day (optional)"
        hint="It works to the end of this day. Without one, until it is revoked."
        fault={faultOn(faults, 'expiresAt')}
      />
      <DialogFooter>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" look="primary" isBusy={action.isBusy}>
          Make the key
        </Button>
      </DialogFooter>
    </form>
  )
}
