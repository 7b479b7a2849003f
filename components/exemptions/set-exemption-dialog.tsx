'use client'

import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { useAction } from '@/lib/client/use-action'
import type { ExemptionRow } from '@/lib/contracts/api/feature-reads'
import type { ExemptionEffect } from '@/lib/rollout'
import { Conflict } from './conflict'
import { EffectField } from './effect-field'
import { EndField } from './end-field'
import type { ExemptionActions } from './exemption-actions'
import { ExemptionImpact, type Previewed } from './exemption-impact'
import { EFFECTS, setText } from './exemption-words'
import { type Subject, SubjectField } from './subject-field'
import { TOUCHED } from './touched'
import { useConflict } from './use-conflict'
import { FIELDS, useExemptionFields } from './use-exemption-fields'

/** What the dialog is opened on. */
export interface SetAsked {
  /** Null: chosen in the dialog. */
  readonly feature: string | null
  readonly publisher: Subject | null
  /** The exemption that is changed; null for a new one. */
  readonly row: ExemptionRow | null
  readonly opener: HTMLElement
}

interface SetExemptionDialogProps {
  readonly asked: SetAsked
  readonly set: ExemptionActions['set']
  readonly onClose: () => void
}

const UNSEEN: Previewed = { wait: undefined, current: undefined }
const PATHS = { effect: FIELDS.effect, expiresAt: FIELDS.end, publisherId: FIELDS.subject, feature: FIELDS.subject }
const HINT = 'Why, for whom, who asked for it: it stands with the exemption and in the audit trail.'

function titleOf({ feature, publisher, row }: SetAsked): string {
  const [of, from] = [publisher === null ? '' : ` for ${publisher.name}`, feature === null ? '' : ` from ${feature}`]
  return row === null ? `Add an exemption${of}${from}` : `Change the exemption${of}${from}`
}

const actionOf = (effect: ExemptionEffect | null, row: ExemptionRow | null) =>
  effect === null ? 'Add the exemption' : effect === row?.effect ? 'Change the exemption' : EFFECTS[effect].deed

/** Adds an exemption or changes one: effect, end and note, with what would happen before it does. */
export function SetExemptionDialog({ asked, set, onClose }: SetExemptionDialogProps) {
  const { row, opener } = asked
  const kind = asked.publisher === null ? 'publisher' : asked.feature === null ? 'feature' : null
  const fields = useExemptionFields(row, kind)
  const { subject, effect, end } = fields.given
  const [previewed, setPreviewed] = useState(UNSEEN)
  const publisher = asked.publisher ?? subject.chosen
  const feature = asked.feature ?? subject.chosen?.id ?? null
  const action = useAction(set, {
    done: (value) => setText(value, feature ?? '', publisher?.name ?? ''),
    touches: TOUCHED,
    onDone: onClose,
  })
  const conflict = useConflict({ opened: row?.version ?? null, latest: previewed.current, action })
  const isClear = publisher !== null && feature !== null && effect !== null
  return (
    <ConfirmDialog
      title={titleOf(asked)}
      description="An exemption overrides the stage for one publisher."
      action={actionOf(effect, row)}
      tone={effect === 'deny' ? 'danger' : 'primary'}
      reason={{ label: 'Note', need: 'required', hint: HINT, initial: row?.note ?? '' }}
      check={fields.check}
      fields={PATHS}
      disabledReason={
        conflict.other !== undefined && effect !== 'deny'
          ? 'It has changed: look at what stands there now, and go on from there.'
          : previewed.wait
      }
      isBusy={action.isBusy}
      refusal={action.failure}
      opener={opener}
      onConfirm={(note) => {
        if (!isClear) return
        const { seenVersion: expectedVersion } = conflict
        const { expiresAt } = fields
        void action.run({ feature, publisherId: publisher.id, effect, note, expiresAt, expectedVersion })
      }}
      onClose={onClose}
    >
      {kind !== null && (
        <SubjectField
          id={FIELDS.subject}
          kind={kind}
          text={subject.text}
          fault={fields.faultOf('subject')}
          onChange={(text, chosen) => {
            fields.change({ subject: { text, chosen } })
            setPreviewed(UNSEEN)
          }}
        />
      )}
      <EffectField
        id={FIELDS.effect}
        effect={effect}
        fault={fields.faultOf('effect')}
        onChoose={(choice) => fields.change({ effect: choice })}
      />
      <EndField
        id={FIELDS.end}
        value={end}
        fault={fields.faultOf('end')}
        onChange={(value) => fields.change({ end: value })}
      />
      {isClear && (
        <ExemptionImpact feature={feature} publisherId={publisher.id} effect={effect} onPreviewed={setPreviewed} />
      )}
      {conflict.other !== undefined && (
        <Conflict
          publisher={publisher?.name ?? ''}
          had={row === null ? 'none' : 'one'}
          current={conflict.other}
          onAccept={conflict.accept}
        />
      )}
    </ConfirmDialog>
  )
}
