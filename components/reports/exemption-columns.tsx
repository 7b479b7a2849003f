import type { Column } from '@/components/ui/data-table'
import { RelativeTime } from '@/components/ui/relative-time'
import type { ExemptionEvent } from '@/lib/contracts/api/reports'
import { PlaceLink } from './place-link'

const KINDS: Readonly<Record<ExemptionEvent['kind'], string>> = {
  made: 'Made',
  changed: 'Changed',
  removed: 'Removed',
  expired: 'Ended',
  expiring: 'Ends soon',
}
const EFFECTS: Readonly<Record<ExemptionEvent['effect'], string>> = {
  deny: 'Denied',
  force_enable: 'Forced on',
}

/** What happened to one exemption, who did it and why. */
export const EXEMPTION_COLUMNS: readonly Column<ExemptionEvent>[] = [
  {
    id: 'publisher',
    heading: 'Publisher',
    role: 'row-header',
    className: 'min-w-36',
    cell: ({ publisherId, publisherName }) =>
      publisherName === null ? (
        <bdi>{publisherId}</bdi>
      ) : (
        <PlaceLink kind="publishers" id={publisherId} label={publisherName} />
      ),
  },
  {
    id: 'feature',
    heading: 'Feature',
    className: 'min-w-52',
    cell: ({ feature }) => <PlaceLink kind="features" id={feature} />,
  },
  {
    id: 'what',
    heading: 'What',
    className: 'whitespace-nowrap',
    cell: ({ kind, effect, at }) => (
      <>
        {KINDS[kind]} <RelativeTime at={at} />
        <span className="block text-12 text-muted">{EFFECTS[effect]}</span>
      </>
    ),
  },
  {
    id: 'ends',
    heading: 'Ends',
    className: 'whitespace-nowrap',
    cell: ({ expiresAt }) =>
      expiresAt === null ? <span className="text-muted">Never</span> : <RelativeTime at={expiresAt} />,
  },
  {
    id: 'who',
    heading: 'Who',
    className: 'min-w-28',
    cell: ({ by }) => <bdi>{by.name ?? by.kind.replaceAll('_', ' ')}</bdi>,
  },
  {
    id: 'why',
    heading: 'Why',
    className: 'min-w-56 w-1/3',
    cell: ({ note }) =>
      note === null ? (
        <span className="text-muted">No reason given</span>
      ) : (
        <p dir="auto" className="max-w-prose whitespace-pre-line wrap-anywhere">
          {note}
        </p>
      ),
  },
]
