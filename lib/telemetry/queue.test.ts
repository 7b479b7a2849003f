import { expect, test } from 'vitest'
import { counters } from './counters'
import { createQueue } from './queue'

test('items are worked off later, in their order, and what is too much or fails is counted', () => {
  const [done, before]: [number[], number] = [[], counters.telemetryDropped]
  const queue = createQueue((item: number) => {
    if (item === 1) throw new Error('a failing instrument')
    done.push(item)
  }, 3)
  for (let item = 0; item < 5; item++) queue.add(item)
  expect(done).toEqual([])
  queue.flush()
  expect(done).toEqual([0, 2])
  expect(counters.telemetryDropped - before).toBe(3)
})

test('items are worked off in turns of the event loop, each added in a turn of its own or with many', async () => {
  const done: number[] = []
  const queue = createQueue((item: number) => void done.push(item))
  for (let item = 0; item < 200; item++) queue.add(item)
  await new Promise((resolve) => setImmediate(resolve))
  expect(done.length).toBeLessThan(200)
  for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setImmediate(resolve))
  expect(done).toEqual(Array.from({ length: 200 }, (_, item) => item))
  queue.add(200)
  await new Promise((resolve) => setImmediate(resolve))
  expect(done.at(-1)).toBe(200)
})
