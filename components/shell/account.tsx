'use client'

import { signOut } from 'next-auth/react'
import { useState } from 'react'
import { useSessionRenewal } from '@/lib/client/use-session-renewal'
import type { ConsoleUser } from '@/lib/contracts/console-user'

const ROLES = { system_admin: 'System admin', support: 'Support' } as const

/** Who is signed in, and the way out. */
export function Account({ name, role }: Pick<ConsoleUser, 'name' | 'role'>) {
  const [hasFailed, setHasFailed] = useState(false)
  useSessionRenewal()
  const leave = () => signOut({ callbackUrl: '/sign-in' }).catch(() => setHasFailed(true))
  return (
    <div className="ml-auto flex min-w-0 flex-wrap items-center justify-end gap-x-3">
      <p className="min-w-0 text-right leading-4">
        <span className="block max-w-40 truncate font-medium" dir="auto" title={name}>
          {name}
        </span>
        <span className="text-12 text-muted">{ROLES[role]}</span>
      </p>
      <button
        type="button"
        onClick={leave}
        className="min-h-11 shrink-0 cursor-pointer rounded-small px-2 underline decoration-edge underline-offset-4 hover:decoration-text"
      >
        Sign out
      </button>
      <p role="status" className="text-12 text-bad empty:absolute">
        {hasFailed && 'That did not work: you are still signed in.'}
      </p>
    </div>
  )
}
