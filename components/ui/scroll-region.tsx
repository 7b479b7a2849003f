'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'
import { classNames } from './class-names'

interface ScrollRegionProps {
  /** What is in it. */
  readonly label: string
  readonly className?: string
  readonly children: ReactNode
}

/** Where there is more to the right, its edge is shaded: on a small screen nothing else says so. */
const MORE = 'shadow-[inset_-1.25rem_0_1rem_-1rem_var(--color-edge)]'

/** Scrolls by itself where its content is wider; then, and only then, the keyboard reaches it. */
export function ScrollRegion({ label, className, children }: ScrollRegionProps) {
  const region = useRef<HTMLElement>(null)
  const [overflows, setOverflows] = useState(false)
  const [hasMore, setHasMore] = useState(false)
  useEffect(() => {
    const { current } = region
    if (current === null) return
    const measure = () => {
      setOverflows(current.scrollWidth > current.clientWidth || current.scrollHeight > current.clientHeight)
      setHasMore(current.scrollWidth - current.clientWidth - current.scrollLeft > 1)
    }
    const observer = new ResizeObserver(measure)
    observer.observe(current)
    if (current.firstElementChild !== null) observer.observe(current.firstElementChild)
    current.addEventListener('scroll', measure, { passive: true })
    return () => {
      observer.disconnect()
      current.removeEventListener('scroll', measure)
    }
  }, [])
  return (
    <section
      ref={region}
      aria-label={label}
      // What scrolls must be reached by keyboard.
      tabIndex={overflows ? 0 : undefined}
      className={classNames('relative overflow-auto', hasMore && MORE, className)}
    >
      {children}
    </section>
  )
}
