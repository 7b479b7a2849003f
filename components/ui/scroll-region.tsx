'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'
import { classNames } from './class-names'

interface ScrollRegionProps {
  /** What is in it. */
  readonly label: string
  readonly className?: string
  readonly children: ReactNode
}

/** Scrolls by itself where its content is wider; then, and only then, the keyboard reaches it. */
export function ScrollRegion({ label, className, children }: ScrollRegionProps) {
  const region = useRef<HTMLElement>(null)
  const [overflows, setOverflows] = useState(false)
  useEffect(() => {
    const { current } = region
    if (current === null) return
    const measure = () =>
      setOverflows(current.scrollWidth > current.clientWidth || current.scrollHeight > current.clientHeight)
    const observer = new ResizeObserver(measure)
    observer.observe(current)
    if (current.firstElementChild !== null) observer.observe(current.firstElementChild)
    return () => observer.disconnect()
  }, [])
  return (
    <section
      ref={region}
      aria-label={label}
      // What scrolls must be reached by keyboard.
      tabIndex={overflows ? 0 : undefined}
      className={classNames('relative overflow-auto', className)}
    >
      {children}
    </section>
  )
}
