import { useQuery } from '@tanstack/react-query'
import { CircleCheck, Server, TriangleAlert } from 'lucide-react'
import { QueryTrouble } from '@/components/shell/query-trouble'
import { Badge } from '@/components/ui/badge'
import { DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { RelativeTime } from '@/components/ui/relative-time'
import { Section } from '@/components/ui/section'
import { SkeletonRows } from '@/components/ui/skeleton'
import {
  durationText,
  healthText,
  type Node,
  nodeName,
  PROBLEM_WORDS,
  type Receipt,
  rateText,
  reachedText,
} from '@/lib/client/health-text'
import { nodesQuery } from '@/lib/client/queries/settings'
import type { NodesAnswer } from '@/lib/contracts/api/nodes'

const number = (value: number) => value.toLocaleString('en')

function State({ problems }: Pick<Node, 'problems'>) {
  if (problems.length === 0) {
    return (
      <Badge tone="allow" icon={CircleCheck}>
        Well
      </Badge>
    )
  }
  return (
    <Badge tone="warn" icon={TriangleAlert}>
      {problems.includes('not_seen') ? 'Silent' : 'In trouble'}
    </Badge>
  )
}

function Troubles({ nodes }: Pick<NodesAnswer, 'nodes'>) {
  const troubled = nodes.filter(({ problems }) => problems.length > 0)
  if (troubled.length === 0) return null
  return (
    <Notice
      tone="warning"
      title={troubled.length === 1 ? 'One node needs a look.' : `${troubled.length} nodes need a look.`}
    >
      <ul>
        {troubled.map((node) => (
          <li key={node.id}>
            {nodeName(node)}: {node.problems.map((problem) => PROBLEM_WORDS[problem]).join('; ')}.
          </li>
        ))}
      </ul>
    </Notice>
  )
}

const NODE_COLUMNS = [
  {
    id: 'node',
    heading: 'Node',
    role: 'row-header' as const,
    className: 'min-w-40',
    cell: (node: Node) => (
      <>
        {node.host ?? 'unnamed host'}
        <span className="block font-normal text-muted">
          {node.kind === 'front' ? 'answers decisions' : 'serves the console'}
          {node.worker !== null && `, worker ${node.worker}`}
        </span>
      </>
    ),
  },
  { id: 'state', heading: 'State', cell: State },
  { id: 'revision', heading: 'Revision', align: 'end' as const, cell: ({ revision }: Node) => number(revision) },
  {
    id: 'age',
    heading: 'Age of its state',
    align: 'end' as const,
    cell: ({ freshnessAgeMs }: Node) => (freshnessAgeMs === null ? 'unknown' : durationText(freshnessAgeMs)),
  },
  {
    id: 'hits',
    heading: 'Answered from memory',
    align: 'end' as const,
    cell: ({ hitRate }: Node) => rateText(hitRate),
  },
  {
    id: 'decisions',
    heading: 'Decisions',
    align: 'end' as const,
    cell: ({ decisions }: Node) => (decisions === null ? 'unknown' : number(decisions)),
  },
  {
    id: 'channel',
    heading: 'Hears of changes',
    cell: ({ isListening }: Node) => (isListening === null ? 'unknown' : isListening ? 'at once' : 'by asking'),
  },
  { id: 'seen', heading: 'Last seen', cell: ({ seenAt }: Node) => <RelativeTime at={seenAt} /> },
]

const RECEIPT_COLUMNS = [
  {
    id: 'revision',
    heading: 'Revision',
    role: 'row-header' as const,
    cell: ({ revision }: Receipt) => (
      <>
        <span className="@middle:hidden">Revision </span>
        {number(revision)}
      </>
    ),
  },
  { id: 'changed', heading: 'Changed', cell: ({ changedAt }: Receipt) => <RelativeTime at={changedAt} /> },
  { id: 'reached', heading: 'In force on', cell: reachedText },
]

/** The nodes, how each fares, and how the last changes reached them. */
export function Health() {
  const query = useQuery(nodesQuery)
  const { data } = query
  const isWell = data?.nodes.every(({ problems }) => problems.length === 0) === true
  return (
    <div className="grid gap-8">
      <QueryTrouble query={query} what="The nodes" />
      {data === undefined && query.error === null && <SkeletonRows label="Reading the nodes …" />}
      {data !== undefined && (
        <>
          <Section
            title={healthText(data)}
            description={
              isWell
                ? 'Every node serves the present state and hears of changes at once.'
                : 'Decisions go on; what is wrong stands below.'
            }
          >
            <Troubles nodes={data.nodes} />
            {data.nodes.length === 0 ? (
              <EmptyState icon={Server} title="No node has said anything yet">
                Each node says of itself every four seconds.
              </EmptyState>
            ) : (
              <DataTable
                caption="Nodes"
                captionLook="hidden"
                columns={NODE_COLUMNS}
                cardsBelow="large"
                rows={data.nodes}
                rowKey={({ id }) => id}
              />
            )}
          </Section>
          {data.receipts.length > 0 && (
            <Section
              title="How the last changes arrived"
              description="From the commit in the database to being in force."
            >
              <DataTable
                caption="The last changes and the nodes that have them"
                captionLook="hidden"
                columns={RECEIPT_COLUMNS}
                rows={data.receipts}
                rowKey={({ revision }) => String(revision)}
              />
            </Section>
          )}
        </>
      )}
    </div>
  )
}
