import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { ConsoleShell } from '@/components/shell/console-shell'
import { DatabaseOutOfReach } from '@/components/shell/database-out-of-reach'
import { PlainFrame } from '@/components/shell/plain-frame'
import { SessionGuard } from '@/components/shell/session-guard'
import { StageDialogs } from '@/components/stages/stage-dialogs'
import { permissionsOf } from '@/lib/auth/permissions'
import { sessionTime } from '@/lib/auth/session'
import { findVisitor } from '@/lib/auth/visitor'
import { THEME_COOKIE, themeIn } from '@/lib/client/theme'
import { VisitorProvider } from '@/lib/client/visitor'
import { clearStageAction, setStageAction } from './stages/actions'
import { toSignIn } from './to-sign-in'

export default async function ConsoleLayout({ children }: { readonly children: ReactNode }) {
  const visitor = await findVisitor()
  if (visitor.kind === 'nobody') return toSignIn()
  if (visitor.kind === 'unknown') {
    return (
      <PlainFrame>
        <DatabaseOutOfReach />
      </PlainFrame>
    )
  }
  const { user } = visitor
  const [time, kept] = [await sessionTime(), (await cookies()).get(THEME_COOKIE)?.value]
  return (
    <VisitorProvider visitor={{ user, permissions: permissionsOf({ kind: 'console_user', ...user }) }}>
      <ConsoleShell theme={themeIn(kept)}>
        <StageDialogs actions={{ set: setStageAction, clear: clearStageAction }}>{children}</StageDialogs>
      </ConsoleShell>
      {time !== null && <SessionGuard time={time} />}
    </VisitorProvider>
  )
}
