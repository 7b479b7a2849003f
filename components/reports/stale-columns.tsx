import type { Column } from '@/components/ui/data-table'
import { RelativeTime } from '@/components/ui/relative-time'
import type { StaleFeatures } from '@/lib/contracts/api/reports'
import { PlaceLink } from './place-link'

const count = (value: number) => value.toLocaleString('en')

const featureColumn = {
  id: 'feature',
  heading: 'Feature',
  role: 'row-header',
  className: 'min-w-52',
  cell: ({ feature }: { readonly feature: string }) => <PlaceLink kind="features" id={feature} />,
} as const

export const AT_FULL_COLUMNS: readonly Column<StaleFeatures['atFull'][number]>[] = [
  featureColumn,
  { id: 'since', heading: 'At full since', cell: ({ since }) => <RelativeTime at={since} /> },
  {
    id: 'below',
    heading: 'Places held below',
    align: 'end',
    cell: ({ placesBelow }) => count(placesBelow),
  },
  { id: 'denies', heading: 'Publishers denied', align: 'end', cell: ({ denies }) => count(denies) },
]

export const NOT_ASKED_COLUMNS: readonly Column<StaleFeatures['notAsked'][number]>[] = [
  featureColumn,
  {
    id: 'asked',
    heading: 'Last asked for',
    cell: ({ askedAt, countedSince }) =>
      askedAt === null ? (
        <>
          Not since <RelativeTime at={countedSince} />
        </>
      ) : (
        <RelativeTime at={askedAt} />
      ),
  },
  { id: 'opt-ins', heading: 'Places opted in', align: 'end', cell: ({ optIns }) => count(optIns) },
]

export const UNKNOWN_COLUMNS: readonly Column<StaleFeatures['unknown'][number]>[] = [
  {
    ...featureColumn,
    heading: 'Name',
    cell: ({ feature, isArchived }) =>
      isArchived ? <PlaceLink kind="features" id={feature} /> : <bdi className="wrap-anywhere">{feature}</bdi>,
  },
  {
    id: 'asked',
    heading: 'Asked for at least',
    align: 'end',
    cell: ({ atLeast }) => (atLeast === 1 ? 'once' : `${count(atLeast)} times`),
  },
  { id: 'nodes', heading: 'On nodes', align: 'end', cell: ({ nodes }) => count(nodes) },
  {
    id: 'why',
    heading: 'Why it is unknown',
    cell: ({ isArchived }) => (isArchived ? 'The feature is archived' : 'There is no such feature'),
  },
]
