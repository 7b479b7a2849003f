'use client'

import { useEffect } from 'react'

let layers = 0

/** Nothing of the page behind can be reached, by whatever means, while one of these is there. */
export function InertPage() {
  useEffect(() => {
    const page = document.getElementById('page')
    layers += 1
    page?.toggleAttribute('inert', true)
    return () => {
      layers -= 1
      page?.toggleAttribute('inert', layers > 0)
    }
  }, [])
  return null
}
