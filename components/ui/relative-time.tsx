'use client'

import { exactTimeText, relativeTimeText } from '@/lib/client/relative-time-text'
import { useMinute } from '@/lib/client/use-minute'
import { Tooltip } from './tooltip'

/** A time as people say it, kept up to date; the exact one on hover and focus. @param at RFC 3339 */
export function RelativeTime({ at }: { readonly at: string }) {
  useMinute()
  const atMs = Date.parse(at)
  return (
    <Tooltip text={<ExactTime atMs={atMs} />}>
      <time
        dateTime={at}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the exact time is had by keyboard too
        tabIndex={0}
        // The browser's clock is a moment later than the server's.
        suppressHydrationWarning
        className="rounded-small whitespace-nowrap"
      >
        {relativeTimeText(atMs, Date.now())}
      </time>
    </Tooltip>
  )
}

const ExactTime = ({ atMs }: { readonly atMs: number }) => exactTimeText(atMs)
