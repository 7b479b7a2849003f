'use client'

import { useState } from 'react'

const heading = () => document.querySelector<HTMLElement>('#content h1') ?? document.getElementById('content')

/**
 * Where the focus goes when a layer closes: to what opened it, or, where that is gone, to the page's heading.
 * @param opener by default what had the focus when the layer was first rendered
 */
export function useFocusReturn(opener?: HTMLElement | null): (event: Event) => void {
  const [focused] = useState(() => (document.activeElement instanceof HTMLElement ? document.activeElement : null))
  return (event) => {
    event.preventDefault()
    const target = opener ?? focused
    const isThere = target?.isConnected === true && target !== document.body
    ;(isThere ? target : heading())?.focus()
  }
}

/** Escape closes an open list of suggestions first, and only then the layer around it. */
export function keepForList(event: KeyboardEvent): void {
  if (event.target instanceof HTMLElement && event.target.getAttribute('aria-expanded') === 'true')
    event.preventDefault()
}
