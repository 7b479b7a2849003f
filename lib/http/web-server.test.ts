import { expect, test, vi } from 'vitest'
import type { EventSink } from './message'
import { toWeb } from './web-server'

test('a stream whose reader has left tells its writer, and still may be written to and closed', async () => {
  const stop = vi.fn()
  const sinks: EventSink[] = []
  const stream = (given: EventSink) => {
    sinks.push(given)
    return stop
  }
  const reader = toWeb({ status: 200, headers: {}, body: '', stream }, 'id').body?.getReader()
  const [sink] = sinks
  sink?.write('here')
  expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('here')
  await reader?.cancel()
  expect(stop).toHaveBeenCalledOnce()
  sink?.write('too late')
  sink?.close()
  expect((await reader?.read())?.done).toBe(true)
})
