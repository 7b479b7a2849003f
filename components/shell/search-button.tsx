'use client'

import { Search } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useEffect, useState } from 'react'
import { useInBrowser } from '@/lib/client/use-in-browser'

// Its code comes when it is first opened.
const Palette = dynamic(() => import('./palette').then(({ Palette }) => Palette), { ssr: false })

const isMac = () => /Mac|iPhone|iPad/.test(navigator.userAgent)

/** Opens the palette, by pointer or by Ctrl/⌘ K. */
export function SearchButton() {
  const [isOpen, setIsOpen] = useState(false)
  const onMac = useInBrowser(isMac, false)
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
      event.preventDefault()
      // Not over another layer: what is half done there comes first.
      if (document.getElementById('page')?.inert !== true) setIsOpen(true)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setIsOpen(true)}
        className="flex min-h-11 min-w-11 cursor-pointer items-center justify-center gap-2 rounded-medium border border-edge bg-surface px-2.5 text-muted hover:bg-hover wide:min-h-9"
      >
        <Search aria-hidden="true" className="size-4 shrink-0" />
        <span className="sr-only flex-1 text-left middle:not-sr-only">Search</span>
        <span aria-hidden="true" className="hidden rounded-small border border-hairline px-1 text-12 wide:inline">
          {onMac ? '⌘K' : 'Ctrl K'}
        </span>
      </button>
      {isOpen && <Palette onClose={() => setIsOpen(false)} />}
    </>
  )
}
