import { PageHeader } from '@/components/shell/page-header'
import { PageSkeleton } from '@/components/shell/page-skeleton'
import { NotThere } from '@/components/shell/page-states'
import { QueryTrouble } from '@/components/shell/query-trouble'
import { RequestError } from '@/lib/client/fetch-json'

interface UnreadProps {
  /** "project" */
  readonly what: string
  readonly id: string
  readonly query: Parameters<typeof QueryTrouble>[0]['query']
}

const NOT_FOUND = 404

/** What stands in place of a project, a section or a publisher that is not read: yet, or at all. */
export function Unread({ what, id, query }: UnreadProps) {
  const { error } = query
  if (error === null) return <PageSkeleton />
  if (error instanceof RequestError && error.status === NOT_FOUND) return <NotThere what={what} />
  const title = `${what.slice(0, 1).toUpperCase()}${what.slice(1)} ${id}`
  return (
    <>
      <PageHeader title={title} purpose="It could not be read." />
      <QueryTrouble query={query} what={`The ${what}`} />
    </>
  )
}
