import { getSession } from 'next-auth/react'
import { useEffect } from 'react'

const EVERY_MS = 5 * 60 * 1000
const SIGNS_OF_LIFE = ['pointerdown', 'keydown'] as const

/** Keeps the session of somebody who is at work from ending as idle. Pages that refresh themselves are no sign of life. */
export function useSessionRenewal(): void {
  useEffect(() => {
    let renewedAtMs = performance.now()
    const renew = () => {
      if (performance.now() - renewedAtMs < EVERY_MS) return
      renewedAtMs = performance.now()
      void getSession()
    }
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, renew)
    return () => {
      for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, renew)
    }
  }, [])
}
