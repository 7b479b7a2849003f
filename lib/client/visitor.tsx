'use client'

import { createContext, type ReactNode, useContext } from 'react'
import type { ConsoleUser } from '@/lib/contracts/console-user'
import type { Permission } from '@/lib/contracts/permissions'

/** Who is signed in, and what they may, as the server found them when the page was opened. */
export interface SignedIn {
  readonly user: ConsoleUser
  readonly permissions: readonly Permission[]
}

const Context = createContext<SignedIn | null>(null)

export function VisitorProvider({ visitor, children }: { readonly visitor: SignedIn; readonly children: ReactNode }) {
  return <Context value={visitor}>{children}</Context>
}

/** Who is signed in. Within the console's layout only. */
export function useVisitor(): SignedIn {
  const visitor = useContext(Context)
  if (visitor === null) throw new Error('useVisitor is for pages of the console')
  return visitor
}

/** Whether to offer something. Whether it may be done, its verb decides. */
export const useMay = (permission: Permission) => useVisitor().permissions.includes(permission)
