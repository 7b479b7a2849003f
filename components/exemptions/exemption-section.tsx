'use client'

import { type ReactNode, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/section'
import { useMay } from '@/lib/client/visitor'
import type { ExemptionRow } from '@/lib/contracts/api/feature-reads'
import type { ExemptionActions } from './exemption-actions'
import { type Common, ExemptionTable } from './exemption-table'
import { RemoveExemptionDialog } from './remove-exemption-dialog'
import { type SetAsked, SetExemptionDialog } from './set-exemption-dialog'

type Asked =
  | { readonly kind: 'set'; readonly on: SetAsked }
  | { readonly kind: 'remove'; readonly row: ExemptionRow; readonly opener: HTMLElement }

interface ExemptionSectionProps {
  /** What all of them have in common. */
  readonly common: Common
  /** What a new one begins with: the feature or the publisher. */
  readonly start: Pick<SetAsked, 'feature' | 'publisher'>
  readonly description: string
  /** Undefined while they are read. */
  readonly rows: readonly ExemptionRow[] | undefined
  readonly actions: ExemptionActions
  /** Above and below the table: what is wrong, and more of them. */
  readonly before?: ReactNode
  readonly after?: ReactNode
}

const NONE = {
  feature: 'None. An exemption denies this feature to one publisher, or forces it on.',
  publisher: 'None. An exemption denies a feature to this publisher, or forces it on.',
} as const

/** Exemptions in a section of a page, and the dialogs by which they are added, changed and removed. */
export function ExemptionSection({ common, start, description, rows, actions, before, after }: ExemptionSectionProps) {
  const mayChange = useMay('change_rollouts')
  const [asked, setAsked] = useState<Asked | null>(null)
  const close = () => setAsked(null)
  const askChange = (row: ExemptionRow, opener: HTMLElement) => {
    const publisher = { id: row.publisherId, name: row.publisherName }
    setAsked({ kind: 'set', on: { feature: row.feature, publisher, row, opener } })
  }
  const add = mayChange && (
    <Button onClick={({ currentTarget: opener }) => setAsked({ kind: 'set', on: { ...start, row: null, opener } })}>
      Add an exemption…
    </Button>
  )
  return (
    <Section title="Exemptions" description={description} action={add}>
      {before}
      {rows?.length === 0 && (
        <p className="rounded-large border border-hairline bg-surface px-4 py-6 text-muted">{NONE[common]}</p>
      )}
      {rows !== undefined && rows.length > 0 && (
        <ExemptionTable
          caption={description}
          common={common}
          rows={rows}
          onAsk={
            mayChange
              ? (kind, row, opener) => (kind === 'change' ? askChange(row, opener) : setAsked({ kind, row, opener }))
              : undefined
          }
        />
      )}
      {after}
      {asked?.kind === 'set' && <SetExemptionDialog asked={asked.on} set={actions.set} onClose={close} />}
      {asked?.kind === 'remove' && (
        <RemoveExemptionDialog row={asked.row} opener={asked.opener} remove={actions.remove} onClose={close} />
      )}
    </Section>
  )
}
