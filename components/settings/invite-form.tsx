import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { DialogClose, DialogFooter } from '@/components/ui/dialog'
import { SelectField, TextField } from '@/components/ui/field'
import { useAction } from '@/lib/client/use-action'
import type { OneTimeLink } from '@/lib/contracts/api/people'
import { type FormFault, FormFaults, faultOn } from './form-faults'
import type { PeopleActions } from './verbs'

interface InviteFormProps {
  readonly invite: PeopleActions['invite']
  readonly onDone: (made: OneTimeLink) => void
}

const MAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** Who is invited, and as what. */
export function InviteForm({ invite, onDone }: InviteFormProps) {
  const [attempt, setAttempt] = useState(0)
  const [found, setFound] = useState<readonly FormFault[]>([])
  const action = useAction(invite, {
    done: ({ person }) => `${person.email} is invited.`,
    touches: ['people', 'audit'],
    onDone,
  })
  const faults = found.length > 0 ? found : (action.failure?.faults ?? [])

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const [email, name] = [String(form.get('email')).trim(), String(form.get('name')).trim()]
    const role = form.get('role') === 'system_admin' ? 'system_admin' : 'support'
    setAttempt(attempt + 1)
    const wrong = MAIL.test(email)
      ? []
      : [{ path: 'email', message: 'Enter an e-mail address, such as ada@example.edu.' }]
    setFound(wrong)
    if (wrong.length === 0) void action.run({ email, role, ...(name !== '' && { name }) })
  }

  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <FormFaults
        title="Nobody was invited yet"
        form="invite"
        faults={faults}
        failure={action.failure}
        attempt={attempt}
      />
      <TextField
        id="invite-email"
        name="email"
        type="email"
        label="E-mail"
        autoComplete="off"
        required
        fault={faultOn(faults, 'email')}
      />
      <TextField
        id="invite-name"
        name="name"
        label="Name (optional)"
        hint="As the audit trail tells of them. Else the first part of the address."
        autoComplete="off"
        maxLength={255}
        fault={faultOn(faults, 'name')}
      />
      <SelectField id="invite-role" name="role" label="Role" hint="Support looks and explains; system admins change.">
        <option value="support">Support</option>
        <option value="system_admin">System admin</option>
      </SelectField>
      <DialogFooter>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" look="primary" isBusy={action.isBusy}>
          Invite
        </Button>
      </DialogFooter>
    </form>
  )
}
