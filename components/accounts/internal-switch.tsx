'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { InternalImpact } from '@/components/impact/internal-impact'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Section } from '@/components/ui/section'
import { Switch } from '@/components/ui/switch'
import { internalImpactQuery } from '@/lib/client/queries/accounts'
import { useAction } from '@/lib/client/use-action'
import { useMay } from '@/lib/client/visitor'
import type { ActionResult } from '@/lib/contracts/action-result'
import type { Account, AccountChanged, AccountName } from '@/lib/contracts/api/accounts'

export type SetInternal = (
  given: AccountName & { isInternal: boolean; note: string },
) => Promise<ActionResult<AccountChanged>>

interface Asked {
  readonly isInternal: boolean
  readonly opener: HTMLElement
}

interface AskDialogProps {
  readonly account: Account
  readonly asked: Asked
  readonly setInternal: SetInternal
  readonly onClose: () => void
}

function doneText({ name, isInternal, changed }: AccountChanged): string {
  const state = isInternal ? 'internal' : 'not internal'
  return changed ? `${name} is ${state} now.` : `${name} was ${state} already: nothing was changed.`
}

function AskDialog({ account, asked, setInternal, onClose }: AskDialogProps) {
  const { type, id, name } = account
  const { isInternal, opener } = asked
  const impact = useQuery(internalImpactQuery(type, id, isInternal))
  const action = useAction(setInternal, {
    done: doneText,
    touches: ['accounts', 'audit', 'impact', 'explain'],
    onDone: onClose,
  })
  const isReading = impact.data === undefined && impact.error === null
  return (
    <ConfirmDialog
      title={isInternal ? `Mark ${name} as internal?` : `Mark ${name} as no longer internal?`}
      description={
        isInternal
          ? 'Internal accounts get a feature as soon as its stage is Internal or later, wherever it is opted in and the publisher is not denied.'
          : 'From then on the stage and its cohort decide, as for everybody else.'
      }
      action={isInternal ? 'Mark as internal' : 'Mark as not internal'}
      tone={isInternal ? 'primary' : 'danger'}
      reason={{ label: 'Note', need: 'required', hint: 'Why, for whoever reads the audit trail.' }}
      disabledReason={isReading ? 'What it would change is still being read.' : undefined}
      isBusy={action.isBusy}
      refusal={action.failure}
      opener={opener}
      onConfirm={(note) => void action.run({ type, id, isInternal, note })}
      onClose={onClose}
    >
      <InternalImpact name={name} isInternal={isInternal} impact={impact} />
    </ConfirmDialog>
  )
}

interface InternalSwitchProps {
  readonly account: Account
  /** Whether the policy and the role let this person switch it. */
  readonly mayToggle: boolean
  readonly setInternal: SetInternal
}

const BY_ROLE = 'Your role does not switch this.'
const BY_POLICY = 'A system admin has switched off that support toggles internal accounts.'

/** Whether the account is internal, with its switch. It asks before it does anything. */
export function InternalSwitch({ account, mayToggle, setInternal }: InternalSwitchProps) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const hasRole = useMay('toggle_internal')
  const disabledReason = mayToggle ? undefined : hasRole ? BY_POLICY : BY_ROLE
  return (
    <Section
      look="card"
      title="Internal"
      description="Colleagues and testers who see a feature before the public does."
      action={
        <Switch
          id="internal"
          label="Internal"
          isOn={account.isInternal}
          disabledReason={disabledReason}
          onSwitch={(isInternal, opener) => setAsked({ isInternal, opener })}
        />
      }
    >
      <p className="max-w-prose wrap-anywhere">
        <bdi>{account.name}</bdi>{' '}
        {account.isInternal
          ? 'is internal: a feature at stage Internal or later is allowed wherever it is opted in, unless the publisher is denied.'
          : 'is not internal: the stage, and the account’s place in the cohort, decide.'}
      </p>
      {asked !== null && (
        <AskDialog account={account} asked={asked} setInternal={setInternal} onClose={() => setAsked(null)} />
      )}
    </Section>
  )
}
