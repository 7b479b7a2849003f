'use client'

import { LoaderCircle } from 'lucide-react'
import Link, { useLinkStatus } from 'next/link'
import { usePathname } from 'next/navigation'
import { useId } from 'react'
import { classNames } from '@/components/ui/class-names'
import { useVisitor } from '@/lib/client/visitor'
import { DESTINATIONS, type Destination, isWithin } from './destinations'

/** That a page was asked for and is on its way. */
function OnTheWay() {
  const { pending } = useLinkStatus()
  return pending ? <LoaderCircle aria-hidden="true" className="ml-auto size-4 animate-turn" /> : null
}

function Entry({ destination, path }: { readonly destination: Destination; readonly path: string }) {
  const { href, label, icon: Icon } = destination
  const isHere = isWithin(destination, path)
  return (
    <li>
      <Link
        href={href}
        prefetch={false}
        aria-current={isHere ? (path === href ? 'page' : 'true') : undefined}
        className={classNames(
          'flex min-h-9 items-center gap-2.5 rounded-medium border px-2.5',
          isHere
            ? 'border-hairline bg-selected font-medium text-text'
            : 'border-transparent text-muted forced-colors:border-[Canvas] hover:bg-hover hover:text-text',
        )}
      >
        <Icon aria-hidden="true" className="size-4 shrink-0" />
        {label}
        <OnTheWay />
      </Link>
    </li>
  )
}

/** The ways to every page that the visitor may see. */
export function Navigation() {
  const path = usePathname()
  const id = useId()
  const { permissions } = useVisitor()
  return (
    <nav aria-label="Main" className="grid gap-4">
      {DESTINATIONS.map(({ label, items }) => {
        const open = items.filter(({ permission }) => permissions.includes(permission))
        if (open.length === 0) return null
        return (
          <div key={label ?? 'main'}>
            {label !== null && (
              <p id={`${id}-${label}`} className="px-2.5 pb-1 text-12 text-muted">
                {label}
              </p>
            )}
            <ul aria-labelledby={label === null ? undefined : `${id}-${label}`} className="grid gap-1">
              {open.map((destination) => (
                <Entry key={destination.href} destination={destination} path={path} />
              ))}
            </ul>
          </div>
        )
      })}
    </nav>
  )
}
