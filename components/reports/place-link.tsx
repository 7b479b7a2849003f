import Link from 'next/link'

interface PlaceLinkProps {
  readonly kind: 'features' | 'publishers'
  readonly id: string
  readonly label?: string
}

/** The name of a feature or a publisher, leading to it. */
export function PlaceLink({ kind, id, label = id }: PlaceLinkProps) {
  return (
    <Link
      href={`/${kind}/${encodeURIComponent(id)}`}
      prefetch={false}
      dir="auto"
      className="inline-block min-h-6 rounded-small wrap-anywhere underline-offset-4 hover:underline"
    >
      {label}
    </Link>
  )
}
