import Link from 'next/link'
import type { ReactNode } from 'react'

interface PlaceLinkProps {
  readonly to: 'publishers' | 'projects' | 'sections' | 'features'
  readonly id: string
  readonly look?: 'row' | 'inline'
  readonly children: ReactNode
}

const LOOKS = {
  row: 'inline-block min-h-6 max-w-full rounded-small underline-offset-4 wrap-anywhere hover:underline',
  inline: 'inline-block min-h-6 max-w-full rounded-small underline underline-offset-4 wrap-anywhere hover:text-text',
}

/** A thing of the directory, or a feature, by its name. */
export function PlaceLink({ to, id, look = 'row', children }: PlaceLinkProps) {
  return (
    <Link href={`/${to}/${encodeURIComponent(id)}`} prefetch={false} className={LOOKS[look]}>
      <bdi>{children}</bdi>
    </Link>
  )
}
