import { Split } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Progress } from '@/components/ui/progress'
import { counted } from '@/lib/client/decision-words'
import type { AskedChange } from '@/lib/client/queries/impact'
import type { ImpactReading } from '@/lib/client/use-impact'
import type { ImpactAnswer } from '@/lib/contracts/api/impact'
import { ImpactCsv } from './impact-csv'
import { followingText, peopleIn, reachedText } from './impact-words'
import { PeopleLine } from './people-line'
import { PublishersLine } from './publishers-line'

interface ImpactPreviewProps {
  readonly feature: string
  readonly change: AskedChange
  /** From `useImpact`, which the dialog holds: its button waits for it. */
  readonly reading: ImpactReading
}

const BOX = 'grid gap-3 rounded-medium border border-hairline bg-surface p-4'
const isOff = (change: AskedChange) => change.kind === 'set_stage' && change.stage === 'off'
const isOfStage = ({ kind }: AskedChange) => kind === 'set_stage' || kind === 'clear_stage'

function Known({ feature, change, impact }: Omit<ImpactPreviewProps, 'reading'> & { readonly impact: ImpactAnswer }) {
  const { gain, lose, both, directory, resources, publishers } = impact
  const concerned = peopleIn(gain) + peopleIn(lose)
  const inBoth = both.authors + both.users
  return (
    <>
      {concerned === 0 && <p className="font-semibold">Nobody gains or loses access.</p>}
      <PeopleLine way="gain" people={gain} />
      <PeopleLine way="lose" people={lose} />
      {inBoth > 0 && <p>{counted(inBoth, 'of them gains', 'of them gain')} in one place and lose in another.</p>}
      <div className="flex gap-3">
        <Split aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-muted" />
        <p className="min-w-0">{isOfStage(change) ? followingText(resources) : reachedText(resources)}</p>
      </div>
      <PublishersLine way="denied" publishers={publishers.denied} />
      <PublishersLine way={isOff(change) ? 'forced-off' : 'forced'} publishers={publishers.forced} />
      <p className="text-12 text-muted">
        Counted over {counted(directory.authors, 'author')} and {counted(directory.users, 'user')}. Actors that the
        directory does not know are not counted.
      </p>
      {concerned > 0 && <ImpactCsv feature={feature} change={change} />}
    </>
  )
}

function Reading({ progress }: Extract<ImpactReading, { kind: 'reading' }>) {
  if (progress === null) return <Progress label="Counting who is concerned" value={null} />
  const { judged, total } = progress
  const text = `${judged.toLocaleString('en')} of ${counted(total, 'account')}`
  return <Progress label="Counting who is concerned" value={judged} most={total} text={text} />
}

/** What a change would do, in numbers, before it is made. Closing the dialog ends the counting. */
export function ImpactPreview({ feature, change, reading }: ImpactPreviewProps) {
  if (reading.kind === 'failed') {
    const again = (
      <Button size="compact" onClick={reading.again}>
        Count again
      </Button>
    )
    return (
      <Notice tone="warning" title="Who is concerned can’t be said." action={again}>
        {reading.message}
      </Notice>
    )
  }
  return (
    <section aria-label="What would happen" className={`${BOX} min-h-32 content-start`}>
      {reading.kind === 'reading' && <Reading {...reading} />}
      {reading.kind === 'known' && <Known feature={feature} change={change} impact={reading.impact} />}
    </section>
  )
}
