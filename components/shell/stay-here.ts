'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { announce } from '@/lib/client/announce'
import { readyQuery } from '@/lib/client/queries/ready'
import { toast } from '@/lib/client/toast'

const STAYS = 'Aviary can’t be reached. You are still on the page where you were.'

/** Where a click leads to, if it is a plain one on a link to another page of ours. */
function destinationOf(event: MouseEvent): string | null {
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (!isPlain || link === null || link.target !== '' || link.hasAttribute('download')) return null
  const isOurs = link.origin === location.origin && link.pathname + link.search !== location.pathname + location.search
  return isOurs ? link.href : null
}

/** While Aviary is out of reach, a link would lead to the browser's own error page, and what is typed would be lost. */
export function useStayHere(isUnreachable: boolean): void {
  const router = useRouter()
  const client = useQueryClient()
  useEffect(() => {
    const stay = (event: MouseEvent) => {
      const destination = destinationOf(event)
      if (destination === null || (navigator.onLine && !isUnreachable)) return
      event.preventDefault()
      client.fetchQuery({ ...readyQuery, staleTime: 0, retry: false }).then(
        () => router.push(destination),
        () => {
          toast(STAYS)
          announce(STAYS)
        },
      )
    }
    document.addEventListener('click', stay, { capture: true })
    return () => document.removeEventListener('click', stay, { capture: true })
  }, [isUnreachable, router, client])
}
