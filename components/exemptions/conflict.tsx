import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { RelativeTime } from '@/components/ui/relative-time'
import type { ExemptionItem } from '@/lib/contracts/api/exemptions-changes'
import { EffectBadge } from './effect-badge'

interface ConflictProps {
  readonly publisher: string
  /** Whether there was one when the dialog was opened. */
  readonly had: 'one' | 'none'
  /** What stands now; null: it was removed. */
  readonly current: ExemptionItem | null
  /** Goes on from what stands now. */
  readonly onAccept: () => void
}

function Standing({ current: { effect, expiresAt, note, updatedAt, updatedBy } }: { readonly current: ExemptionItem }) {
  return (
    <>
      <p>
        Changed <RelativeTime at={updatedAt} /> by <bdi>{updatedBy.name ?? 'somebody unknown'}</bdi>. Now it is{' '}
        <EffectBadge effect={effect} />{' '}
        {expiresAt === null ? 'without an end' : <>and ends {<RelativeTime at={expiresAt} />}</>}, with the note:
      </p>
      <p dir="auto" className="mt-1 line-clamp-3 whitespace-pre-line border-l-2 border-edge pl-2 text-muted">
        {note}
      </p>
    </>
  )
}

/** The exemption is no longer what the dialog was opened on: what it is now, and the way on. */
export function Conflict({ publisher, had, current, onAccept }: ConflictProps) {
  const accept = (
    <Button size="compact" onClick={onAccept}>
      Go on from there
    </Button>
  )
  const title =
    current === null
      ? 'It was removed meanwhile.'
      : had === 'none'
        ? `${publisher} has an exemption already.`
        : `The exemption of ${publisher} is another one now.`
  return (
    <Notice tone="warning" title={title} action={accept}>
      {current !== null && <Standing current={current} />}
    </Notice>
  )
}
