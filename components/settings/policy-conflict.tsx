import { LastChange } from '@/components/history/last-change'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { Policy } from '@/lib/contracts/api/settings'

/** As the trail names it. */
const SETTING = { feature: null, scopeType: 'setting', scopeId: 'support_may_toggle_internal' } as const

interface PolicyConflictProps {
  readonly current: Policy
  /** What was about to be set. */
  readonly isOn: boolean
  /** What is in force, in words. */
  readonly text: string
  readonly onGoOn: () => void
}

/** Somebody else was faster: who, what is in force now, and the way on. */
export function PolicyConflict({ current, isOn, text, onGoOn }: PolicyConflictProps) {
  const isSo = current.supportMayToggleInternal === isOn
  return (
    <Notice
      tone="warning"
      title="It changed meanwhile."
      action={
        !isSo && (
          <Button
            size="compact"
            onClick={({ currentTarget }) => {
              // The button goes; the dialog stays, and is the place to go on from.
              currentTarget.closest<HTMLElement>('[role=alertdialog]')?.focus()
              onGoOn()
            }}
          >
            Go on from there
          </Button>
        )
      }
    >
      <LastChange of={SETTING} />
      {text}
    </Notice>
  )
}
