'use client'

import { useQuery } from '@tanstack/react-query'
import { Pause, Play } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { Tooltip } from '@/components/ui/tooltip'
import { announce } from '@/lib/client/announce'
import { pauseLive, resumeLive, useLiveState } from '@/lib/client/live/live-store'
import { readyQuery } from '@/lib/client/queries/ready'
import { liveStatusOf } from './live-status-text'
import { useStayHere } from './stay-here'

// Drawn by their borders: forced colors take backgrounds away.
const MARKS = {
  waiting: 'rounded-full border-2 border-edge',
  good: 'rounded-full border-4 border-allow',
  paused: 'border-4 border-edge',
  bad: 'rotate-45 border-4 border-deny',
} as const

const timeOf = (ms: number) =>
  new Date(ms).toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/** Says once when Aviary stops being ready, and once when it is again; nothing while the connection is lost, which is said. */
function useReadinessAnnounced(trouble: string | null, isLost: boolean): void {
  const last = useRef(trouble)
  useEffect(() => {
    if (isLost) {
      last.current = null
      return
    }
    if (last.current === trouble) return
    announce(trouble ?? 'Aviary is ready again.')
    last.current = trouble
  }, [trouble, isLost])
}

/** Whether what stands on the page is live, as of when, and the way to hold it still. */
export function LiveStatus() {
  const live = useLiveState()
  const { data: ready, isError, dataUpdatedAt } = useQuery(readyQuery)
  const { look, text, trouble } = liveStatusOf(live, ready, isError)
  useReadinessAnnounced(trouble, live.connection === 'lost')
  useStayHere(isError)
  const isPaused = live.pausedAtMs !== null
  const asOfMs = live.pausedAtMs ?? Math.max(dataUpdatedAt, live.asOfMs ?? 0)
  return (
    <div className="flex items-center justify-between gap-2">
      <div className="min-w-0 flex-wrap gap-x-2 text-12 max-wide:flex">
        <p className="flex items-center gap-2">
          <span aria-hidden="true" className={classNames('size-2 shrink-0', MARKS[look])} />
          <span className={look === 'bad' ? 'text-deny' : 'text-text'}>{text}</span>
        </p>
        <p className="min-h-4 text-muted" suppressHydrationWarning>
          {asOfMs > 0 && `As of ${timeOf(asOfMs)}`}
          {ready?.revision != null && ` · revision ${ready.revision.toLocaleString('en')}`}
        </p>
      </div>
      <Tooltip text={isPaused ? 'Resume live updates' : 'Pause live updates'}>
        <Button
          look="quiet"
          size="icon"
          aria-label={isPaused ? 'Resume live updates' : 'Pause live updates'}
          onClick={isPaused ? resumeLive : pauseLive}
        >
          {isPaused ? <Play aria-hidden="true" className="size-4" /> : <Pause aria-hidden="true" className="size-4" />}
        </Button>
      </Tooltip>
    </div>
  )
}
