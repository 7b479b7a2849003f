'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { ChangeSentence } from '@/components/history/change-sentence'
import { QueryTrouble } from '@/components/shell/query-trouble'
import { buttonLook } from '@/components/ui/button-look'
import { RelativeTime } from '@/components/ui/relative-time'
import { Section } from '@/components/ui/section'
import { SkeletonRows } from '@/components/ui/skeleton'
import { featureHistoryQuery } from '@/lib/client/queries/features'
import type { AuditEntry } from '@/lib/contracts/api/audit'

function Entry({ entry }: { readonly entry: AuditEntry }) {
  const { occurredAt, note } = entry
  return (
    <li className="grid gap-1 px-4 py-3 not-first:border-t border-hairline">
      <p className="wrap-anywhere">
        <ChangeSentence entry={entry} />{' '}
        <span className="text-muted">
          <RelativeTime at={occurredAt} />
        </span>
      </p>
      {note !== null && (
        <p dir="auto" className="max-w-prose whitespace-pre-line text-muted wrap-anywhere">
          {note}
        </p>
      )}
    </li>
  )
}

/** A feature's last changes, and the way to all of them. */
export function FeatureHistory({ feature }: { readonly feature: string }) {
  const query = useInfiniteQuery(featureHistoryQuery(feature))
  const entries = query.data?.pages[0]?.items
  return (
    <Section
      title="History"
      description="The last changes, newest first."
      action={
        <Link
          href={`/audit?feature=${encodeURIComponent(feature)}`}
          prefetch={false}
          className={buttonLook({ size: 'compact' })}
        >
          All of its changes
        </Link>
      }
    >
      <QueryTrouble query={query} what="The changes" />
      {entries === undefined && query.error === null && <SkeletonRows label="Reading the changes …" rows={4} />}
      {entries?.length === 0 && <p className="text-muted">Nothing was changed yet.</p>}
      {entries !== undefined && entries.length > 0 && (
        <ul className="rounded-large border border-hairline bg-surface">
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
    </Section>
  )
}
