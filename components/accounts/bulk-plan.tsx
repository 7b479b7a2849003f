import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/section'
import { Tabs } from '@/components/ui/tabs'
import { counted } from '@/lib/client/decision-words'
import type { InternalsPlan, PlannedRow } from '@/lib/contracts/api/accounts'
import { BulkFaults } from './bulk-faults'
import { PlannedRows } from './planned-rows'

interface BulkPlanProps {
  readonly plan: InternalsPlan
  readonly attempt: number
  /** Asked to do it. */
  readonly onChange: (opener: HTMLElement) => void
}

type Shown = 'all' | PlannedRow['outcome']

function whyNot({ counts: { changed, atFault } }: InternalsPlan): string | undefined {
  if (atFault > 0) return 'Mend the rows at fault first: it is all or nothing.'
  return changed === 0 ? 'Every account is as the rows say already.' : undefined
}

/** What the dry run found, row by row, and the way to do it. */
export function BulkPlan({ plan, attempt, onChange }: BulkPlanProps) {
  const [shown, setShown] = useState<Shown>('all')
  const { counts, rows } = plan
  const tabs = [
    { value: 'all' as const, label: 'All rows', count: rows.length },
    { value: 'will_change' as const, label: 'Will change', count: counts.changed },
    { value: 'unchanged' as const, label: 'Unchanged', count: counts.unchanged },
    { value: 'at_fault' as const, label: 'At fault', count: counts.atFault },
  ]
  const wanted = shown === 'all' ? rows : rows.filter(({ outcome }) => outcome === shown)
  return (
    <Section
      title="What the dry run found"
      description="Nothing was changed yet. The lines are those of the file; its header is line 1."
      action={
        <Button look="primary" disabledReason={whyNot(plan)} onClick={({ currentTarget }) => onChange(currentTarget)}>
          Change {counted(counts.changed, 'account')}…
        </Button>
      }
    >
      {counts.atFault > 0 && <BulkFaults rows={rows} attempt={attempt} />}
      <Tabs label="Rows by outcome" value={shown} tabs={tabs} onChoose={setShown}>
        <PlannedRows key={shown} caption="Rows of the file" rows={wanted} />
      </Tabs>
    </Section>
  )
}
