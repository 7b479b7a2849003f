import { Ellipsis } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Menu, MenuItem, MenuSeparator, MenuText } from '@/components/ui/menu'
import type { Person } from '@/lib/contracts/api/people'

export interface AskedOfPerson {
  readonly kind: 'role' | 'reset' | 'sessions' | 'disable' | 'enable'
  readonly person: Person
  readonly opener: HTMLElement | null
}

const LAST = 'The last active system admin can’t be lowered or disabled: make somebody else one first.'

interface PersonMenuProps {
  readonly person: Person
  readonly isLastAdmin: boolean
  readonly onAsk: (asked: AskedOfPerson) => void
}

/** What can be done about somebody; what can't, with its reason. */
export function PersonMenu({ person, isLastAdmin, onAsk }: PersonMenuProps) {
  const ask = (kind: AskedOfPerson['kind']) => (opener: HTMLElement | null) => onAsk({ kind, person, opener })
  const trigger = (
    <Button look="quiet" size="icon" aria-label={`Actions for ${person.name}, ${person.email}`}>
      <Ellipsis aria-hidden="true" className="size-4" />
    </Button>
  )
  return (
    <Menu trigger={trigger}>
      {!isLastAdmin && (
        <MenuItem onSelect={ask('role')}>
          {person.role === 'support' ? 'Make system admin…' : 'Lower to support…'}
        </MenuItem>
      )}
      {person.disabledAt === null && <MenuItem onSelect={ask('reset')}>Make a reset link…</MenuItem>}
      <MenuItem onSelect={ask('sessions')}>Sign out everywhere…</MenuItem>
      {isLastAdmin ? (
        <MenuText>{LAST}</MenuText>
      ) : (
        <>
          <MenuSeparator />
          {person.disabledAt === null ? (
            <MenuItem onSelect={ask('disable')}>Disable…</MenuItem>
          ) : (
            <MenuItem onSelect={ask('enable')}>Enable…</MenuItem>
          )}
        </>
      )}
    </Menu>
  )
}
