import type { ReactNode } from 'react'
import { Mark } from './brand'

/** What stands around a page that has nothing else: sign-in, not found. */
export function PlainFrame({ children }: { readonly children: ReactNode }) {
  return (
    <div className="grid min-h-dvh grid-rows-[auto_1fr] justify-items-center px-4">
      <header className="flex items-center gap-2 pt-12 pb-6 middle:pt-28 text-16 font-semibold">
        <Mark className="size-8" />
        Aviary
      </header>
      <main className="mb-12 w-full max-w-sm self-start rounded-medium border border-hairline bg-surface p-6">
        {children}
      </main>
    </div>
  )
}
