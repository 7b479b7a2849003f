import type { ReactNode } from 'react'

interface DescriptionListProps {
  readonly items: readonly { readonly term: string; readonly description: ReactNode }[]
}

/** Terms and what they are here: side by side where there is room. */
export function DescriptionList({ items }: DescriptionListProps) {
  return (
    <dl className="grid gap-y-3 middle:grid-cols-[10rem_minmax(0,1fr)] middle:gap-x-6">
      {items.map(({ term, description }) => (
        <div key={term} className="grid gap-0.5 middle:col-span-2 middle:grid-cols-subgrid">
          <dt className="text-muted">{term}</dt>
          <dd className="min-w-0 wrap-anywhere">{description}</dd>
        </div>
      ))}
    </dl>
  )
}
