'use client'

import { useState } from 'react'

const CONTROLS = 'a[href], button, input, select, textarea'
const heading = () => document.querySelector<HTMLElement>('#content h1') ?? document.getElementById('content')

/**
 * Where the focus goes when a layer closes: to what opened it; where that is gone, to the first control of what it
 * stood in (`data-focus-home`); where that is gone too, to the page's heading.
 * @param opener by default what had the focus when the layer was first rendered
 */
export function useFocusReturn(opener?: HTMLElement | null): (event: Event) => void {
  const [focused] = useState(() => (document.activeElement instanceof HTMLElement ? document.activeElement : null))
  const target = opener ?? focused
  const [homes] = useState(() => homesOf(target))
  return (event) => {
    event.preventDefault()
    const isThere = target?.isConnected === true && target !== document.body
    ;(isThere ? target : (controlIn(homes) ?? heading()))?.focus()
  }
}

/** What an element stands in, where the focus may go when it is gone; the nearest first. */
export function homesOf(target: HTMLElement | null): readonly HTMLElement[] {
  const home = target?.closest<HTMLElement>('[data-focus-home]')
  return home ? [home, ...homesOf(home.parentElement)] : []
}

/** The first control of the nearest one that is still there. */
export const controlIn = (homes: readonly HTMLElement[]) =>
  homes.find((home) => home.isConnected)?.querySelector<HTMLElement>(CONTROLS)
