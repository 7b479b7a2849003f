import { usePathname, useSearchParams } from 'next/navigation'
import { useEffect, useState } from 'react'

interface Address {
  readonly path: string
  readonly search: URLSearchParams
  /** Another entry of the history, or in the place of this one; without a request. */
  readonly go: (href: string, how?: 'push' | 'replace') => void
}

/**
 * Path and search of a page that keeps in its address what it shows. The browser's own address leads, not the router's:
 * that one is left behind where a request of its own (after going back over a reload) ends later than a change here.
 */
export function useAddress(): Address {
  const path = usePathname()
  const routed = useSearchParams().toString()
  const [search, setSearch] = useState(routed)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a link within the page is heard of by the router alone
  useEffect(() => {
    function follow() {
      const { pathname, search: now } = window.location
      // The router is on its way to another page, whose search is none of this one's.
      if (pathname === path) setSearch(new URLSearchParams(now).toString())
    }
    follow()
    window.addEventListener('popstate', follow)
    return () => window.removeEventListener('popstate', follow)
  }, [path, routed])
  return {
    path,
    search: new URLSearchParams(search),
    go: (href, how = 'push') => {
      window.history[`${how}State`](null, '', href)
      setSearch(new URL(href, window.location.href).searchParams.toString())
    },
  }
}
