import { usePathname, useSearchParams } from 'next/navigation'
import { useEffect, useState } from 'react'

interface Address {
  readonly path: string
  readonly search: URLSearchParams
  /**
   * Another entry of the history, or in the place of this one; without a request. The href is made of the search as it
   * is at that moment: of two changes at once, the second was rendered before the first.
   */
  readonly go: (hrefFrom: (search: URLSearchParams) => string, how?: 'push' | 'replace') => void
}

const searchNow = () => new URLSearchParams(window.location.search)

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
      // Else the router is on its way to another page, whose search is none of this one's.
      if (window.location.pathname === path) setSearch(searchNow().toString())
    }
    follow()
    window.addEventListener('popstate', follow)
    return () => window.removeEventListener('popstate', follow)
  }, [path, routed])
  return {
    path,
    search: new URLSearchParams(search),
    go: (hrefFrom, how = 'push') => {
      window.history[`${how}State`](null, '', hrefFrom(searchNow()))
      setSearch(searchNow().toString())
    },
  }
}
