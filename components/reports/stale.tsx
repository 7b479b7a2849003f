import { useQuery } from '@tanstack/react-query'
import { QueryTrouble } from '@/components/shell/query-trouble'
import { type Column, DataTable } from '@/components/ui/data-table'
import { Section } from '@/components/ui/section'
import { SkeletonRows } from '@/components/ui/skeleton'
import { STALE_CSV_PATH, staleFeaturesQuery } from '@/lib/client/queries/reports'
import type { StaleFeatures } from '@/lib/contracts/api/reports'
import { CsvLink } from './csv-link'
import { AT_FULL_COLUMNS, NOT_ASKED_COLUMNS, UNKNOWN_COLUMNS } from './stale-columns'

interface PartProps<Row> {
  readonly title: string
  readonly description: string
  readonly none: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
}

function Part<Row extends { readonly feature: string }>({ title, description, none, columns, rows }: PartProps<Row>) {
  return (
    <div className="grid gap-3">
      <div>
        <h3 className="font-semibold">{title}</h3>
        <p className="text-muted">{description}</p>
      </div>
      {rows.length === 0 ? (
        <p className="rounded-large border border-hairline bg-surface px-4 py-3 text-muted">{none}</p>
      ) : (
        <DataTable
          caption={title}
          captionLook="hidden"
          columns={columns}
          rows={rows}
          rowKey={({ feature }) => feature}
        />
      )}
    </div>
  )
}

function Parts({ atFull, notAsked, unknown }: StaleFeatures) {
  return (
    <div className="grid gap-8">
      <Part
        title="At full for 60 days"
        description="Everybody has them: the question can leave the code, unless a place or a publisher is held back."
        none="No feature has been at full for so long."
        columns={AT_FULL_COLUMNS}
        rows={atFull}
      />
      <Part
        title="Not asked for in 30 days"
        description="No application asks for them any more: they can be archived."
        none="Every feature was asked for lately, or is too new to say."
        columns={NOT_ASKED_COLUMNS}
        rows={notAsked}
      />
      <Part
        title="Asked for, but unknown"
        description="Applications ask for names that no feature has, and are told that there is none. Counted by each node since it started."
        none="Every name that is asked for is a feature's."
        columns={UNKNOWN_COLUMNS}
        rows={unknown}
      />
    </div>
  )
}

/** Features to clean up. */
export function Stale() {
  const query = useQuery(staleFeaturesQuery)
  return (
    <Section
      title="Features to clean up"
      description="Flags that outlived their rollout, and names that never had one."
      action={<CsvLink href={STALE_CSV_PATH} what="features" />}
    >
      <QueryTrouble query={query} what="The features" />
      {query.data === undefined && query.error === null && <SkeletonRows label="Reading the features …" />}
      {query.data !== undefined && <Parts {...query.data} />}
    </Section>
  )
}
