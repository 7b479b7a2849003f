import type { ConsoleUser } from '@/lib/contracts/console-user'
import type { Database } from '@/lib/db/prisma'

/** The person whose session this is; null when there is none, they are disabled, or the session's version has moved. */
export async function findConsoleUser(
  database: Database,
  session: { readonly userId: string; readonly sessionVersion: number },
): Promise<ConsoleUser | null> {
  return database.consoleUser.findFirst({
    where: { id: session.userId, sessionVersion: session.sessionVersion, disabledAt: null },
    select: { id: true, email: true, name: true, role: true },
  })
}
