import { useEffect } from 'react'

/** Opens what an address names, and leads the keyboard there. */
export function reveal(id: string): void {
  const found = document.getElementById(id)
  if (!(found instanceof HTMLDetailsElement)) return
  found.open = true
  found.scrollIntoView({ block: 'start' })
  found.querySelector('summary')?.focus({ preventScroll: true })
}

const named = () => decodeURIComponent(window.location.hash.slice(1))

/** What the address names is open: when the page is, and whenever the address changes. */
export function useDeepLink(): void {
  useEffect(() => {
    const follow = () => reveal(named())
    follow()
    window.addEventListener('hashchange', follow)
    return () => window.removeEventListener('hashchange', follow)
  }, [])
}
