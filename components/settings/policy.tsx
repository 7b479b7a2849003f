import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { QueryTrouble } from '@/components/shell/query-trouble'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Section } from '@/components/ui/section'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Switch } from '@/components/ui/switch'
import { policyQuery } from '@/lib/client/queries/settings'
import { useAction } from '@/lib/client/use-action'
import type { ActionResult } from '@/lib/contracts/action-result'
import type { ChangePolicyInput, Policy } from '@/lib/contracts/api/settings'
import { PolicyConflict } from './policy-conflict'

export type ChangePolicy = (given: ChangePolicyInput) => Promise<ActionResult<Policy>>

const LABEL = 'Support may mark accounts as internal'
const ALLOWED = 'Support may mark accounts as internal now.'
const FORBIDDEN = 'Support may no longer mark accounts as internal.'

interface Asked {
  readonly isOn: boolean
  readonly opener: HTMLElement
  /** What stood there when it was asked. */
  readonly version: number | null
}

/** What system admins settle for everybody. */
export function PolicyPanel({ change }: { readonly change: ChangePolicy }) {
  const query = useQuery(policyQuery)
  const [asked, setAsked] = useState<Asked | null>(null)
  const action = useAction(change, {
    done: ({ supportMayToggleInternal }) => (supportMayToggleInternal ? ALLOWED : FORBIDDEN),
    touches: ['settings', 'audit'],
    onDone: () => setAsked(null),
  })
  const close = () => {
    action.forget()
    setAsked(null)
  }
  const confirm = ({ isOn, version }: Asked) =>
    void action.run({ supportMayToggleInternal: isOn, expectedVersion: version })
  const refused = action.failure?.code === 'version_conflict' ? (action.failure.members.current as Policy) : undefined
  const inForce = refused ?? query.data
  const isOvertaken = asked !== null && inForce !== undefined && !action.isBusy && inForce.version !== asked.version
  return (
    <div className="grid gap-6">
      <QueryTrouble query={query} what="The policy" />
      {query.data === undefined && query.error === null && <SkeletonRows label="Reading the policy …" rows={1} />}
      {query.data !== undefined && (
        <Section title="What support may do" look="card">
          <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
            <div className="grid min-w-0 max-w-prose gap-0.5">
              <p className="font-medium">{LABEL}</p>
              <p className="text-muted">
                Internal accounts see a feature from the stage Internal on. Each mark takes a note and stands in the
                audit trail. System admins may always.
              </p>
            </div>
            <Switch
              label={LABEL}
              isOn={query.data.supportMayToggleInternal}
              isBusy={action.isBusy}
              onSwitch={(isOn, opener) => setAsked({ isOn, opener, version: query.data.version })}
            />
          </div>
        </Section>
      )}
      {asked !== null && (
        <ConfirmDialog
          title={
            asked.isOn ? 'Let support mark accounts as internal?' : 'Stop support from marking accounts as internal?'
          }
          description={
            asked.isOn
              ? 'Everybody with the role Support can then add and remove internal marks, from their next click on.'
              : 'Everybody with the role Support loses this from their next click on. Marks that are set stay.'
          }
          action={asked.isOn ? 'Allow it' : 'Stop it'}
          tone={asked.isOn ? 'primary' : 'danger'}
          isBusy={action.isBusy}
          refusal={isOvertaken ? null : action.failure}
          disabledReason={isOvertaken ? 'It changed meanwhile: look at what is in force now.' : undefined}
          onConfirm={() => confirm(asked)}
          opener={asked.opener}
          onClose={close}
        >
          {isOvertaken && (
            <PolicyConflict
              current={inForce}
              isOn={asked.isOn}
              text={inForce.supportMayToggleInternal ? ALLOWED : FORBIDDEN}
              onGoOn={() => {
                action.forget()
                setAsked({ ...asked, version: inForce.version })
              }}
            />
          )}
        </ConfirmDialog>
      )}
    </div>
  )
}
