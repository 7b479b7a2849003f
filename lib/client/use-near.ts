import { type RefObject, useEffect, useState } from 'react'

/** How far from the window something counts as near: more than is scrolled while it is being made. */
const MARGIN = '800px 0px'

type Tell = (entry: IntersectionObserverEntry) => void

const told = new WeakMap<Element, Tell>()
let observer: IntersectionObserver | undefined

function tellAll(entries: readonly IntersectionObserverEntry[]): void {
  for (const entry of entries) told.get(entry.target)?.(entry)
}

/** One observer for all: each of its calls is one rendering, however many things it is about. */
function observe(element: Element, tell: Tell): () => void {
  observer ??= new IntersectionObserver(tellAll, { rootMargin: MARGIN })
  told.set(element, tell)
  observer.observe(element)
  return () => {
    told.delete(element)
    observer?.unobserve(element)
  }
}

/** Somebody is at it: with the focus, or in a menu that it has opened. */
const isInUse = (element: Element) =>
  element.contains(document.activeElement) || element.querySelector('[aria-expanded=true]') !== null

export interface Nearness {
  readonly isNear: boolean
  /** How high it was when it was last near, in px, so that nothing moves when less stands in its place. */
  readonly heightPx: number | null
}

/** Whether an element is in the window or near it, so that what is far need not be made whole. */
export function useNear(element: RefObject<Element | null>): Nearness {
  const [nearness, setNearness] = useState<Nearness>({ isNear: false, heightPx: null })
  useEffect(() => {
    const { current } = element
    if (current === null) return
    return observe(current, ({ isIntersecting, boundingClientRect }) => {
      if (isIntersecting) setNearness({ isNear: true, heightPx: null })
      else if (!isInUse(current))
        setNearness((last) => (last.isNear ? { isNear: false, heightPx: boundingClientRect.height } : last))
    })
  }, [element])
  return nearness
}
