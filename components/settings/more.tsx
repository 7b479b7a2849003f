import { Button } from '@/components/ui/button'

interface MoreProps {
  readonly query: {
    readonly hasNextPage: boolean
    readonly isFetchingNextPage: boolean
    readonly fetchNextPage: () => unknown
  }
  /** "Show more people". */
  readonly label: string
}

/** The way to the rest of a list, where there is more. */
export function More({ query, label }: MoreProps) {
  if (!query.hasNextPage) return null
  return (
    <Button
      className="justify-self-center"
      isBusy={query.isFetchingNextPage}
      onClick={() => void query.fetchNextPage()}
    >
      {label}
    </Button>
  )
}
