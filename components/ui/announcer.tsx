'use client'

import { useEffect, useRef } from 'react'
import { hearAnnouncements, type Urgency } from '@/lib/client/announce'

/**
 * The page's two live regions, there from the start and outside of what dialogs make inert. Nothing else on a page is a
 * live region: `announce()` speaks here.
 */
export function Announcer() {
  const polite = useRef<HTMLParagraphElement>(null)
  const assertive = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    const regions = { polite, assertive }
    const say = (text: string, urgency: Urgency) => {
      // A paragraph of its own: the same sentence twice is said twice.
      const sentence = document.createElement('span')
      sentence.textContent = text
      regions[urgency].current?.replaceChildren(sentence)
    }
    return hearAnnouncements(say)
  }, [])
  return (
    <>
      <p ref={polite} role="status" aria-live="polite" data-announcer="polite" className="sr-only" />
      <p ref={assertive} role="alert" aria-live="assertive" data-announcer="assertive" className="sr-only" />
    </>
  )
}
