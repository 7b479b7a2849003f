'use client'

import { Menu as MenuIcon, X } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import { layersProps } from '@/components/ui/use-landmark'
import { useLiveUpdates } from '@/lib/client/live/use-live-updates'
import type { Theme } from '@/lib/client/theme'
import { Mark } from './brand'
import { useFocusKeeper } from './focus-keeper'
import { LiveStatus } from './live-status'
import { Navigation } from './navigation'
import { useNavigationFocus } from './navigation-focus'
import { SearchButton } from './search-button'
import { SkipLink } from './skip-link'
import { UserMenu } from './user-menu'

const MENU_ID = 'main-menu'

interface ConsoleShellProps {
  readonly theme: Theme
  readonly children: ReactNode
}

/** What stands around every page of the console: at its left, or, on a small screen, in a bar above that unfolds. */
export function ConsoleShell({ theme, children }: ConsoleShellProps) {
  const path = usePathname()
  const [openAt, setOpenAt] = useState<string | null>(null)
  useLiveUpdates()
  useNavigationFocus()
  useFocusKeeper()
  // Going elsewhere folds it.
  const isOpen = openAt === path
  const menuButton = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!isOpen) return
    const fold = ({ key, defaultPrevented }: KeyboardEvent) => {
      if (key !== 'Escape' || defaultPrevented) return
      setOpenAt(null)
      menuButton.current?.focus()
    }
    document.addEventListener('keydown', fold)
    return () => document.removeEventListener('keydown', fold)
  }, [isOpen])
  const Icon = isOpen ? X : MenuIcon
  return (
    <div className="wide:grid wide:grid-cols-[min(15rem,30vw)_minmax(0,1fr)]">
      <SkipLink />
      <header className="border-b border-hairline wide:border-r wide:border-b-0">
        <div className="wide:sticky wide:top-0 wide:flex wide:h-dvh wide:flex-col wide:overflow-y-auto">
          <div className="flex min-h-14 items-center gap-2 px-4 py-1 wide:flex-col wide:items-stretch wide:px-3 wide:py-3">
            <Link
              href="/"
              prefetch={false}
              className="mr-auto flex min-h-11 items-center gap-2 rounded-medium px-1 text-16 font-semibold wide:mr-0 wide:px-2"
            >
              <Mark className="size-6" />
              Aviary
            </Link>
            <SearchButton />
            <button
              ref={menuButton}
              type="button"
              aria-expanded={isOpen}
              aria-controls={MENU_ID}
              onClick={() => setOpenAt(isOpen ? null : path)}
              className="flex min-h-11 cursor-pointer items-center gap-2 rounded-medium px-2 hover:bg-hover wide:hidden"
            >
              <Icon aria-hidden="true" className="size-5" />
              Menu
            </button>
          </div>
          <div
            id={MENU_ID}
            className={classNames(
              'gap-4 px-4 pt-2 pb-4 wide:flex wide:flex-1 wide:flex-col wide:px-3 wide:pb-2',
              isOpen ? 'grid' : 'hidden',
            )}
          >
            <Navigation />
            <div className="border-t border-hairline pt-2 wide:mt-auto">
              <UserMenu theme={theme} />
            </div>
          </div>
          <div className="border-t border-hairline py-1 pr-4 pl-5 wide:py-2 wide:pr-3 wide:pl-5.5">
            <LiveStatus />
          </div>
        </div>
      </header>
      <main id="content" tabIndex={-1} className="mx-auto w-full max-w-300 min-w-0 px-4 py-6 middle:px-8 middle:py-10">
        <div className="@container">{children}</div>
        {/* Outside of the container, which would bound what is fixed. */}
        <div {...layersProps} />
      </main>
    </div>
  )
}
