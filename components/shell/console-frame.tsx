import type { ReactNode } from 'react'
import type { ConsoleUser } from '@/lib/contracts/console-user'
import { Account } from './account'
import { Mark } from './brand'
import { SkipLink } from './skip-link'
import { StatusLine } from './status-line'

const WIDTH = 'mx-auto w-full max-w-300 px-4 middle:px-6'

interface ConsoleFrameProps {
  /** Null where the database can't say who it is. */
  readonly user: ConsoleUser | null
  readonly children: ReactNode
}

/** What stands around every page of the console. */
export function ConsoleFrame({ user, children }: ConsoleFrameProps) {
  return (
    <>
      <SkipLink />
      <header className="border-b border-hairline bg-surface">
        <div className={`${WIDTH} flex min-h-14 flex-wrap items-center gap-x-6 gap-y-1 py-1`}>
          <a href="/" className="-ml-1 flex min-h-11 items-center gap-2 rounded-small px-1 text-16 font-semibold">
            <Mark className="size-6" />
            Aviary
          </a>
          <div className="order-last w-full middle:order-none middle:w-auto">
            <StatusLine />
          </div>
          {user !== null && <Account name={user.name} role={user.role} />}
        </div>
      </header>
      <main id="content" tabIndex={-1} className={`${WIDTH} py-6 middle:py-8`}>
        {children}
      </main>
    </>
  )
}
