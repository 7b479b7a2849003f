import type { DecisionNode } from '@/lib/decisions/node'
import { type Change, changesAfter } from '@/lib/queries/changes-after'

const KEPT = 1000
const SPACING_MS = 50
const RETRY_MS = 500

/** How far somebody knows: all of revision `n`, or its changes up to one entry of the trail. */
export interface Position {
  readonly epoch: string
  readonly n: number
  readonly auditId: number | null
}

/** News: changes in order, or that there were too many to tell. */
export type News = { readonly kind: 'changes'; readonly changes: readonly Change[] } | { readonly kind: 'reset' }

const RESET: News = { kind: 'reset' }

/** What changed, in the order of revisions, read once for all who watch. */
export interface ChangeFeed {
  /** How far this is; null before the database was read. */
  position(): Position | null
  /** What came after a position, up to `position()`. @throws when the database can't be asked */
  after(asked: Position): Promise<News>
  /** The same from memory alone. */
  recent(asked: Position): News
  /** Brings `position()` to what the node serves. @throws when the database can't be asked */
  catchUp(): Promise<void>
  close(): void
}

/** Whether a change is news to who knows a position. */
export function isAfter({ revision, auditId }: Change, known: Position): boolean {
  if (revision !== known.n) return revision > known.n
  return known.auditId !== null && auditId !== null && auditId > known.auditId
}

export interface ChangeFeedOptions {
  readonly node: Pick<DecisionNode, 'state' | 'onAdvance' | 'pool'>
  /** Where nobody watches, nothing is read. */
  readonly isWatched: () => boolean
  readonly onNews: (news: News) => void
}

/**
 * Follows the node: each revision that it comes to serve is looked up in the audit trail, which is written with it and
 * numbered in the same order.
 */
export function createChangeFeed({ node, isWatched, onNews }: ChangeFeedOptions): ChangeFeed {
  let at: Position | null = null
  let log: Change[] = []
  /** The log has every change after this revision. */
  let logFrom = 0
  let running: Promise<void> | null = null
  let timer: NodeJS.Timeout | undefined
  let isClosed = false

  function keep(news: News, revision: number): void {
    log = news.kind === 'reset' ? [] : [...log, ...news.changes]
    if (news.kind === 'reset') logFrom = revision
    const forgotten = log.length > KEPT ? log.splice(0, log.length - KEPT) : []
    logFrom = forgotten.at(-1)?.revision ?? logFrom
  }

  async function read(): Promise<void> {
    const snapshot = node.state.snapshot()
    if (snapshot === null || (at?.epoch === snapshot.epoch && at.n === snapshot.n)) return
    const { epoch, n } = snapshot
    const isFollowing = at !== null && at.epoch === epoch && at.n < n
    const changes = isFollowing ? await changesAfter(node.pool, at?.n ?? n, n) : null
    const news: News = changes === null ? RESET : { kind: 'changes', changes }
    keep(news, n)
    at = { epoch, n, auditId: null }
    onNews(news)
  }

  function catchUp(): Promise<void> {
    running = (running ?? Promise.resolve()).catch(() => {}).then(read)
    return running
  }

  function readIn(delayMs: number): void {
    if (timer !== undefined || isClosed || !isWatched()) return
    timer = setTimeout(() => {
      timer = undefined
      catchUp().catch(() => readIn(RETRY_MS))
    }, delayMs).unref()
  }

  const stopListening = node.onAdvance(() => readIn(SPACING_MS))

  function recent(asked: Position): News {
    const isHeld = asked.epoch === at?.epoch && (asked.n > logFrom || (asked.n === logFrom && asked.auditId === null))
    return isHeld ? { kind: 'changes', changes: log.filter((change) => isAfter(change, asked)) } : RESET
  }

  async function after(asked: Position): Promise<News> {
    await catchUp()
    if (at !== null && asked.n > at.n) await node.state.sync().then(catchUp)
    if (at === null || asked.epoch !== at.epoch || asked.n > at.n) return RESET
    const held = recent(asked)
    if (held.kind === 'changes') return held
    const upTo = logFrom
    // Of a revision known in part, all is read.
    const older = await changesAfter(node.pool, asked.n - (asked.auditId === null ? 0 : 1), upTo)
    const newer = recent({ epoch: asked.epoch, n: upTo, auditId: null })
    if (older === null || newer.kind === 'reset') return RESET
    return { kind: 'changes', changes: [...older.filter((change) => isAfter(change, asked)), ...newer.changes] }
  }

  function close(): void {
    isClosed = true
    stopListening()
    clearTimeout(timer)
  }

  return { position: () => at, after, recent, catchUp, close }
}
