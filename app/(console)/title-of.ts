import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { findVisitor } from '@/lib/auth/visitor'
import { changesPool } from '@/lib/http/next-doors'
import { toHttpError } from '@/lib/http/problem-answer'
import type { ReadContext } from '@/lib/queries/read-context'

const NOT_FOUND = 404

/**
 * The title of a page about one thing; that of "Not found" where it is not there.
 * @param otherwise the title where the thing can't be read, or not by this visitor: "Project"
 * @param read finds the thing and makes the title: "Algebra · Project"
 */
export async function titleOf(otherwise: string, read: (context: ReadContext) => Promise<string>): Promise<Metadata> {
  const visitor = await findVisitor()
  if (visitor.kind !== 'user') return { title: otherwise }
  const principal = { kind: 'console_user', ...visitor.user } as const
  const title = await read({ pool: changesPool(), principal }).catch((error: unknown) => {
    if (toHttpError(error).status === NOT_FOUND) notFound()
    return otherwise
  })
  return { title }
}
