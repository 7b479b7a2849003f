'use client'

import { useEffect, useRef } from 'react'
import { takesFocus } from './navigation-focus'

/** The page's h1. After a navigation within the console it takes the focus, so that reading goes on from there. */
export function PageTitle({ children }: { readonly children: string }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (takesFocus()) heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <h1 ref={heading} tabIndex={-1} dir="auto" className="text-28 font-semibold tracking-tight wrap-anywhere">
      {children}
    </h1>
  )
}
