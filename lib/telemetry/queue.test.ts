import { expect, test } from 'vitest'
import { counters } from '../counters'
import { createQueue } from './queue'

test('items are worked off later, in their order, and what is too much or fails is counted', () => {
  const [done, before]: [number[], number] = [[], counters.telemetryDropped]
  const queue = createQueue((item: number) => {
    if (item === 1) throw new Error('a failing instrument')
    done.push(item)
  }, 3)
  for (let item = 0; item < 5; item++) queue.add(item)
  expect(done).toEqual([])
  queue.close()
  queue.add(9)
  expect(done).toEqual([0, 2])
  expect(counters.telemetryDropped - before).toBe(4)
})
