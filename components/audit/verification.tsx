import { CircleCheck, CircleX } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Progress } from '@/components/ui/progress'
import { Section } from '@/components/ui/section'
import type { AuditVerification } from '@/lib/contracts/api/audit'
import { useVerification, verdictOf } from './use-verification'

const WHAT = 'Each entry carries the hash of the one before it. This walks them all, and replays them.'

function Report({ report }: { readonly report: AuditVerification }) {
  const Icon = report.isWhole ? CircleCheck : CircleX
  const { replay } = report
  return (
    <div className="grid gap-3">
      <p className={`flex items-start gap-2 font-medium ${report.isWhole ? 'text-allow' : 'text-deny'}`}>
        <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
        {verdictOf(report)}
      </p>
      {report.break !== null && (
        <p className="wrap-anywhere">
          It breaks at entry {report.break.entryId.toLocaleString('en')}. {report.break.message}
        </p>
      )}
      <p className="wrap-anywhere">{replay.message}</p>
      {replay.differences.length > 0 && (
        <ul className="list-disc pl-5 wrap-anywhere">
          {replay.differences.map(({ fact, entryId, told, present }) => (
            <li key={fact}>
              {fact}: the trail says {JSON.stringify(told)}
              {entryId !== null && ` (entry ${entryId})`}, the present is {JSON.stringify(present)}.
            </li>
          ))}
        </ul>
      )}
      {report.head !== null && (
        <p className="text-muted">
          Its head is entry {report.head.id.toLocaleString('en')}, hash{' '}
          <span className="font-mono text-12 wrap-anywhere">{report.head.hash}</span>
        </p>
      )}
    </div>
  )
}

/** Walks the hash chain, with progress, and says whether it is whole or where it breaks. */
export function Verification({ onClose }: { readonly onClose: () => void }) {
  const walk = useVerification()
  const close = (
    <Button size="compact" onClick={onClose}>
      {walk.state === 'walking' ? 'Cancel the walk' : 'Close'}
    </Button>
  )
  return (
    <Section title="The hash chain" description={WHAT} look="card" action={close}>
      {walk.state === 'walking' && (
        <Progress
          label="Walking the trail"
          value={walk.total === null ? null : walk.checked}
          most={walk.total ?? 1}
          {...(walk.total !== null && {
            text: `${walk.checked.toLocaleString('en')} of ${walk.total.toLocaleString('en')} entries`,
          })}
        />
      )}
      {walk.state === 'failed' && (
        <Notice tone="error" title="It could not be verified.">
          {walk.message}
        </Notice>
      )}
      {walk.state === 'done' && <Report report={walk.report} />}
    </Section>
  )
}
