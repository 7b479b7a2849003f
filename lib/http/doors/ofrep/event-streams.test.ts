import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ApiKey } from '@/lib/auth/api-keys'
import type { DecisionNode } from '@/lib/decisions/node'
import type { EventSink } from '../../message'
import { createEventStreams } from './event-streams'

const KEY: ApiKey = {
  id: 'k',
  name: 'test',
  hash: 'h',
  scopes: ['decide'],
  rateLimitPerS: null,
  allowedOrigins: [],
  expiresAt: null,
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function fakeNode() {
  let n = 1
  let advanced = () => {}
  const snapshot = () => ({ epoch: 'e', n, rules: { features: new Map(), names: [] }, keys: new Map([['h', KEY]]) })
  const node = {
    state: { snapshot, nowMs: () => Date.now() },
    onAdvance: (listener: () => void) => {
      advanced = listener
      return () => {}
    },
  } as unknown as DecisionNode
  const advance = () => {
    n++
    advanced()
  }
  return { node, advance }
}

function fakeSink(pendingBytes = 0) {
  const written: string[] = []
  const sink: EventSink = {
    pendingBytes: () => pendingBytes,
    write: (text) => void written.push(text),
    close: vi.fn(),
    drop: vi.fn(),
  }
  return { sink, written, events: () => written.filter((text) => text.startsWith('id: ')) }
}

test('a reader that does not read is dropped', () => {
  const { node, advance } = fakeNode()
  const streams = createEventStreams(node)
  const [idle, eager] = [fakeSink(64 * 1024 + 1), fakeSink(64 * 1024)]
  streams.open(KEY, 'e/1')(idle.sink)
  streams.open(KEY, 'e/1')(eager.sink)
  advance()
  vi.advanceTimersByTime(1000)
  expect(idle.sink.drop).toHaveBeenCalledOnce()
  expect(eager.events()).toHaveLength(1)
  expect(streams.size()).toBe(1)
})

test('a storm of changes is told of five times a second', () => {
  const { node, advance } = fakeNode()
  const streams = createEventStreams(node)
  const reader = fakeSink()
  streams.open(KEY, 'e/1')(reader.sink)
  for (let ms = 0; ms < 2000; ms++) {
    advance()
    vi.advanceTimersByTime(1)
  }
  vi.advanceTimersByTime(200)
  expect(reader.events().length).toBeLessThanOrEqual(12)
  expect(reader.events().at(-1)).toContain('id: e/2001\n')
})

test('a stream that is started while the process stops is ended at once', () => {
  const { node } = fakeNode()
  const streams = createEventStreams(node)
  const start = streams.open(KEY, undefined)
  streams.close()
  const late = fakeSink()
  start(late.sink)
  expect(late.sink.close).toHaveBeenCalledOnce()
  expect(streams.size()).toBe(0)
})
