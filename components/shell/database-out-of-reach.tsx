import { buttonLook } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { ConsoleFrame } from './console-frame'

/** The page of everybody while the database can't be read: it says so, and that decisions go on. */
export function DatabaseOutOfReach() {
  const action = (
    <a href="/" className={buttonLook('plain')}>
      Try again
    </a>
  )
  return (
    <ConsoleFrame user={null}>
      <h1 className="mb-6 text-28 font-semibold tracking-tight">The database is out of reach</h1>
      <Notice title="Nothing can be shown or changed now" action={action}>
        Aviary can’t read its database, so it can’t tell who you are. Decisions are answered from memory for a while
        longer, then they deny. You stay signed in.
      </Notice>
    </ConsoleFrame>
  )
}
