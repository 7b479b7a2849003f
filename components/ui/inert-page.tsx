'use client'

import { useEffect } from 'react'

let layers = 0

function apply(): void {
  document.getElementById('page')?.toggleAttribute('inert', layers > 0)
}

/** Nothing of the page behind can be reached, by whatever means, while one of these is there. */
export function InertPage() {
  useEffect(() => {
    layers += 1
    // On a page of a thousand features it takes a few frames' time: the layer is shown first. Until then the scrim and
    // the layer's own focus trap keep what is behind out of reach.
    requestAnimationFrame(() => setTimeout(apply))
    return () => {
      layers -= 1
      // At once: the focus goes back to what opened the layer.
      apply()
    }
  }, [])
  return null
}
