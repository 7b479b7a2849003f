'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { QueryTrouble } from '@/components/shell/query-trouble'
import { type Column, DataTable, type Sort } from '@/components/ui/data-table'
import { Section } from '@/components/ui/section'
import { SkeletonRows } from '@/components/ui/skeleton'
import { counted } from '@/lib/client/decision-words'
import { featureDecisionsQuery } from '@/lib/client/queries/decisions'
import type { FeatureDecisions } from '@/lib/contracts/api/decision-counts'

const SLOT_MS = 5 * 60_000
const HEIGHT = 96
const [BAR, GAP] = [28, 8]

interface Slot {
  readonly fromMs: number
  readonly allowed: number
  readonly denied: number
}

/** The hour in slots of five minutes, oldest first; the last one holds now. */
function slotsOf({ to, items }: FeatureDecisions): readonly Slot[] {
  const lastMs = Math.floor(Date.parse(to) / SLOT_MS) * SLOT_MS
  return Array.from({ length: 12 }, (_, nth) => {
    const fromMs = lastMs - (11 - nth) * SLOT_MS
    const within = items.filter(({ minute }) => Math.floor(Date.parse(minute) / SLOT_MS) * SLOT_MS === fromMs)
    const sum = (result: boolean) =>
      within.filter((item) => item.result === result).reduce((total, { decisions }) => total + decisions, 0)
    return { fromMs, allowed: sum(true), denied: sum(false) }
  })
}

const clock = (ms: number) =>
  new Date(ms).toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/** Allowed below in full ink, denied above it in outline: told apart without color. */
function Bars({ slots }: { readonly slots: readonly Slot[] }) {
  const most = Math.max(1, ...slots.map(({ allowed, denied }) => allowed + denied))
  const heightOf = (count: number) => (count / most) * HEIGHT
  const width = slots.length * (BAR + GAP)
  return (
    <svg viewBox={`0 0 ${width} ${HEIGHT + 2}`} aria-hidden="true" className="w-full">
      {slots.map(({ fromMs, allowed, denied }, nth) => {
        const [x, top] = [nth * (BAR + GAP) + 1, HEIGHT - heightOf(allowed)]
        return (
          <g key={fromMs}>
            <rect x={x} y={top} width={BAR} height={heightOf(allowed)} className="fill-allow" />
            <rect
              x={x}
              y={top - heightOf(denied) + 1}
              width={BAR}
              height={Math.max(0, heightOf(denied) - 1)}
              className="fill-deny-surface stroke-deny"
            />
          </g>
        )
      })}
      <line x1={0} x2={width} y1={HEIGHT + 1} y2={HEIGHT + 1} className="stroke-edge" />
    </svg>
  )
}

type By = 'from' | 'allowed' | 'denied'

const COLUMNS: readonly Column<Slot, By>[] = [
  { id: 'from', heading: 'From', role: 'row-header', sort: 'sortable', cell: ({ fromMs }) => clock(fromMs) },
  {
    id: 'allowed',
    heading: 'Allowed',
    align: 'end',
    sort: 'sortable',
    cell: ({ allowed }) => allowed.toLocaleString('en'),
  },
  {
    id: 'denied',
    heading: 'Denied',
    align: 'end',
    sort: 'sortable',
    cell: ({ denied }) => denied.toLocaleString('en'),
  },
]

function Counts({ slots }: { readonly slots: readonly Slot[] }) {
  const [sort, setSort] = useState<Sort<By>>({ by: 'from', direction: 'ascending' })
  const sortedBy = (slot: Slot) => (sort.by === 'from' ? slot.fromMs : slot[sort.by])
  const way = sort.direction === 'ascending' ? 1 : -1
  return (
    <DataTable
      caption="Decisions of the last hour, by five minutes"
      captionLook="hidden"
      columns={COLUMNS}
      rows={slots.toSorted((one, other) => way * (sortedBy(one) - sortedBy(other)))}
      rowKey={({ fromMs }) => String(fromMs)}
      sort={sort}
      onSort={setSort}
      cardsBelow="never"
    />
  )
}

/** A feature's decisions of the last hour by their result, drawn and in figures. */
export function DecisionChart({ feature }: { readonly feature: string }) {
  const query = useQuery(featureDecisionsQuery(feature))
  const slots = query.data === undefined ? null : slotsOf(query.data)
  const sum = (of: 'allowed' | 'denied') => (slots ?? []).reduce((total, slot) => total + slot[of], 0)
  const [allowed, denied] = [sum('allowed'), sum('denied')]
  return (
    <Section
      title="Decisions in the last hour"
      description={
        slots === null
          ? 'How often it was asked for.'
          : `${counted(allowed + denied, 'decision')}: ${allowed.toLocaleString('en')} allowed (filled), ${denied.toLocaleString('en')} denied (outlined).`
      }
      look="card"
    >
      <QueryTrouble query={query} what="The decisions" />
      {slots === null && query.error === null && <SkeletonRows label="Counting the decisions …" rows={2} />}
      {slots !== null && allowed + denied > 0 && (
        <>
          <Bars slots={slots} />
          <details>
            <summary className="min-h-6 cursor-pointer rounded-small">As a table</summary>
            <div className="mt-2">
              <Counts slots={slots} />
            </div>
          </details>
        </>
      )}
    </Section>
  )
}
