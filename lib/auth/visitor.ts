import { connection } from 'next/server'
import type { ConsoleUser } from '@/lib/contracts/console-user'
import { consoleLog } from '@/lib/telemetry/console-log'
import { currentUser } from './session'

/** Who opens a page: somebody signed in, nobody, or unknown, because the database that would say is out of reach. */
export type Visitor =
  | { readonly kind: 'user'; readonly user: ConsoleUser }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'unknown' }

/** As `currentUser`, for pages, which must say that the database is out of reach instead of failing. */
export async function findVisitor(): Promise<Visitor> {
  // What Next throws here while it builds is its own.
  await connection()
  try {
    const user = await currentUser()
    return user === null ? { kind: 'nobody' } : { kind: 'user', user }
  } catch (error) {
    consoleLog().error({ err: error instanceof Error ? error.message : String(error) }, 'a session could not be read')
    return { kind: 'unknown' }
  }
}
