import { type ChainedEntry, entryHash, GENESIS } from './canonical-entry'

/** How a trail is broken; docs/audit-trail.md, "How it can break". */
export type BreakKind = 'gap' | 'link' | 'hash' | 'order' | 'head'

export interface Break {
  readonly kind: BreakKind
  /** The first entry that is not as it must be. */
  readonly entryId: number
  /** A sentence for people. */
  readonly message: string
}

/** Where a walk along the chain stands: the last entry that was whole. */
export interface Link {
  readonly id: number
  readonly hash: string
  readonly revision: number
}

export const START: Link = { id: 0, hash: GENESIS, revision: 0 }

const broken = (kind: BreakKind, entryId: number, message: string): Break => ({ kind, entryId, message })

function gap(previous: Link, id: number): Break {
  const [first, last] = [previous.id + 1, id - 1]
  const missing = first === last ? `Entry ${first} is missing` : `Entries ${first} to ${last} are missing`
  return broken('gap', id, `${missing} before entry ${id}.`)
}

/** Whether an entry follows `previous`. @returns the link to go on from, or how the chain breaks here */
export function follow(previous: Link, entry: ChainedEntry): Link | Break {
  const [id, revision] = [Number(entry.id), Number(entry.revision)]
  if (id !== previous.id + 1) return gap(previous, id)
  if (entry.prevHash !== previous.hash)
    return broken('link', id, `Entry ${id} does not name the hash of entry ${previous.id} as the one before it.`)
  if (entry.hash !== entryHash(entry, previous.hash))
    return broken('hash', id, `Entry ${id} does not say what it said when it was written: its hash is another.`)
  if (revision < previous.revision)
    return broken('order', id, `Entry ${id} is of revision ${revision}, before that of entry ${previous.id}.`)
  return { id, hash: entry.hash, revision }
}

export const isBreak = (step: Link | Break): step is Break => 'kind' in step
