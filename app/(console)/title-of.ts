import type { Metadata } from 'next'
import { findVisitor } from '@/lib/auth/visitor'
import { changesPool } from '@/lib/http/next-doors'
import type { ReadContext } from '@/lib/queries/read-context'

/**
 * The title of a page about one thing.
 * @param read finds its name; what can't be read, or not by this visitor, leaves the page's kind as its title
 * @param kind "Project"
 */
export async function titleOf(kind: string, read: (context: ReadContext) => Promise<string>): Promise<Metadata> {
  const visitor = await findVisitor()
  if (visitor.kind !== 'user') return { title: kind }
  const principal = { kind: 'console_user', ...visitor.user } as const
  const name = await read({ pool: changesPool(), principal }).catch(() => null)
  return { title: name === null ? kind : `${name} · ${kind}` }
}
