'use client'

import { ChevronsUpDown, LogOut } from 'lucide-react'
import { signOut } from 'next-auth/react'
import { useState } from 'react'
import { Menu, MenuChoice, MenuItem, MenuSeparator, MenuText } from '@/components/ui/menu'
import { announce } from '@/lib/client/announce'
import { applyTheme, type Theme } from '@/lib/client/theme'
import { useVisitor } from '@/lib/client/visitor'

const ROLES = { system_admin: 'System admin', support: 'Support' } as const
const THEME_OPTIONS = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const
const STILL_IN = 'Signing out did not work: you are still signed in.'

const leave = () => signOut({ callbackUrl: '/sign-in' }).catch(() => announce(STILL_IN, 'assertive'))

/** Who is signed in, the theme, and the way out. */
export function UserMenu({ theme: initialTheme }: { readonly theme: Theme }) {
  const { user } = useVisitor()
  const [theme, setTheme] = useState(initialTheme)
  const choose = (chosen: Theme) => {
    setTheme(chosen)
    applyTheme(chosen)
  }
  const trigger = (
    <button
      type="button"
      className="flex min-h-11 w-full min-w-0 cursor-pointer items-center gap-2 rounded-medium px-2.5 text-left hover:bg-hover"
    >
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium" dir="auto">
          {user.name}
        </span>
        <span className="block text-12 text-muted">{ROLES[user.role]}</span>
      </span>
      <ChevronsUpDown aria-hidden="true" className="size-4 shrink-0 text-muted" />
      <span className="sr-only">: account, theme, sign out</span>
    </button>
  )
  return (
    <Menu trigger={trigger} align="start">
      <MenuText>
        <span className="block font-medium" dir="auto">
          {user.name}
        </span>
        <span className="block text-12 text-muted">
          {user.email} · {ROLES[user.role]}
        </span>
      </MenuText>
      <MenuSeparator />
      <MenuChoice label="Theme" value={theme} options={THEME_OPTIONS} onChoose={choose} />
      <MenuSeparator />
      <MenuItem onSelect={leave}>
        <LogOut aria-hidden="true" className="size-4" />
        Sign out
      </MenuItem>
    </Menu>
  )
}
