import { useInfiniteQuery } from '@tanstack/react-query'
import { RelativeTime } from '@/components/ui/relative-time'
import { auditSentence } from '@/lib/client/audit-sentence'
import { type FactAsked, lastChangeQuery } from '@/lib/client/queries/audit'

interface LastChangeProps {
  readonly of: FactAsked
  /** The entry that was known; what is not newer is not told. */
  readonly afterId?: number
}

/** Who last changed something, to what, and when; nothing until it is read. */
export function LastChange({ of, afterId = 0 }: LastChangeProps) {
  const { data } = useInfiniteQuery(lastChangeQuery(of))
  const last = data?.pages[0]?.items[0]
  if (last === undefined || last.id <= afterId) return null
  return (
    <>
      {auditSentence(last)} <RelativeTime at={last.occurredAt} />.{' '}
    </>
  )
}
