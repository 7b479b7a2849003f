import type { EndReason, LiveData, ResetData } from '@/lib/contracts/events'
import type { DecisionNode } from '@/lib/decisions/node'
import type { Change } from '@/lib/queries/changes-after'
import { standingSessions } from '@/lib/queries/standing-sessions'
import { createEventReaders, type EventReader, type StreamRefusal, serverSentEvent } from '../../event-readers'
import type { EventSink } from '../../message'
import { isStanding } from '../key-standing'
import { createChangeFeed, isAfter, type News, type Position } from './change-feed'
import { concerns, holderOf, type Viewer } from './viewer'

const CHECK_MS = 1000
const RETRY = 'retry: 1000\n'
const EVENT_ID = /^([0-9a-f-]{36})\/([0-9]{1,15})(?:\/([0-9]{1,15}))?$/

interface Reader extends EventReader {
  readonly viewer: Viewer
  /** How far its reader was told. */
  told: Position
}

/** What comes of a wish for a stream: its start, or why there is none. */
export type Opening =
  | { readonly kind: 'stream'; readonly start: (sink: EventSink) => () => void }
  | { readonly kind: 'refused'; readonly refusal: StreamRefusal }
  | { readonly kind: 'not_ready' }

/** The streams of changes for consoles and admin keys, of one process. */
export interface ChangeStreams {
  /** @param lastEventId the last event that the viewer saw. @throws when the database can't be asked */
  open(viewer: Viewer, lastEventId: string | undefined): Promise<Opening>
  size(): number
  /** Tells all that the process stops, ends them, and opens none from now on. */
  close(): void
}

export interface ChangeStreamOptions {
  readonly mostStreams?: number
  readonly mostOfOne?: number
  readonly heartbeatMs?: number
}

type SessionReader = Reader & { readonly viewer: Extract<Viewer, { kind: 'session' }> }

const isOfSession = (reader: Reader): reader is SessionReader => reader.viewer.kind === 'session'

const idOf = ({ epoch, n }: Position) => `${epoch}/${n}`

function changeText(epoch: string, change: Change): string {
  const { event, auditId, isLast, revision, feature, scopeType, scopeId } = change
  const id = isLast ? `${epoch}/${revision}` : `${epoch}/${revision}/${auditId}`
  return serverSentEvent({ id, event, data: { revision, feature, scopeType, scopeId } })
}

function resetText(at: Position): string {
  return serverSentEvent({ id: idOf(at), event: 'reset', data: { revision: at.n } satisfies ResetData })
}

function unknownTo({ told }: Reader, news: News): News {
  return news.kind === 'reset' ? news : { ...news, changes: news.changes.filter((change) => isAfter(change, told)) }
}

const endText = (reason: EndReason) => serverSentEvent({ event: 'end', data: { reason } })

/** What an event id says; where it can't be read, a position that nothing is known after. */
function positionIn(eventId: string): Position {
  const [, epoch, n, auditId] = EVENT_ID.exec(eventId) ?? []
  if (epoch === undefined) return { epoch: '', n: 0, auditId: null }
  return { epoch, n: Number(n), auditId: auditId === undefined ? null : Number(auditId) }
}

/** Tells consoles what changed, so that they fetch it again (api.md, "Operations"). */
export function createChangeStreams(
  node: Pick<DecisionNode, 'state' | 'onAdvance' | 'pool'>,
  { mostStreams, mostOfOne = 50, heartbeatMs = 5000 }: ChangeStreamOptions = {},
): ChangeStreams {
  const readers = createEventReaders<Reader>({ mostStreams, mostOfOne, heartbeatMs, heartbeat: liveText })
  const feed = createChangeFeed({ node, isWatched: () => readers.size() > 0, onNews: tellAll })

  function liveText(): string {
    const at = feed.position()
    if (at === null) return ': \n\n'
    const asOf = new Date(node.state.nowMs() - node.state.ageMs()).toISOString()
    return serverSentEvent({ id: idOf(at), event: 'live', data: { revision: at.n, asOf } satisfies LiveData })
  }

  function newsText(viewer: Viewer, news: News, at: Position): string {
    if (news.kind === 'reset') return resetText(at)
    const own = news.changes.filter((change) => concerns(viewer, change))
    return own.map((change) => changeText(at.epoch, change)).join('')
  }

  function tellAll(news: News): void {
    const at = feed.position()
    if (at === null) return
    for (const reader of readers.all()) {
      const text = newsText(reader.viewer, unknownTo(reader, news), at)
      reader.told = at
      if (text !== '') readers.send(reader, text)
    }
  }

  function isKnownToHold({ viewer }: Reader): boolean {
    return viewer.kind === 'key' ? isStanding(node.state, viewer.key) : Date.now() < viewer.session.endsAtMs
  }

  async function check(): Promise<void> {
    const signedOut = endText('signed_out')
    for (const reader of readers.all()) if (!isKnownToHold(reader)) readers.end(reader, signedOut)
    const held = readers.all().filter(isOfSession)
    if (held.length === 0) return
    const sessions = held.map(({ viewer }) => viewer.session)
    const stands = await standingSessions(node.pool, sessions)
    for (const reader of held) if (!stands(reader.viewer.session)) readers.end(reader, signedOut)
  }

  // A database that is away has nothing to tell: whoever watches may go on waiting.
  const timer = setInterval(() => void check().catch(() => {}), CHECK_MS).unref()

  function start(viewer: Viewer, missed: News | null, told: Position, sink: EventSink): () => void {
    const at = feed.position() ?? told
    // Between the answer and its stream, changes go on.
    const since = feed.recent(told)
    const isReset = missed?.kind === 'reset' || since.kind === 'reset'
    const before = isReset || missed === null ? [] : missed.changes
    const news: News = isReset ? { kind: 'reset' } : { kind: 'changes', changes: [...before, ...since.changes] }
    const hello = RETRY + newsText(viewer, news, at) + liveText()
    const forget = readers.add({ holder: holderOf(viewer), viewer, sink, told: at }, hello)
    void feed.catchUp().catch(() => {})
    return forget
  }

  async function open(viewer: Viewer, lastEventId: string | undefined): Promise<Opening> {
    const refusal = readers.refusal(holderOf(viewer))
    if (refusal !== null) return { kind: 'refused', refusal }
    const missed = lastEventId ? await feed.after(positionIn(lastEventId)) : await feed.catchUp().then(() => null)
    const told = feed.position()
    if (told === null) return { kind: 'not_ready' }
    return { kind: 'stream', start: (sink) => start(viewer, missed, told, sink) }
  }

  function close(): void {
    clearInterval(timer)
    feed.close()
    readers.close(endText('shutting_down'))
  }

  return { open, size: readers.size, close }
}
