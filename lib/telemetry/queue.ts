import { counters } from './counters'

const MOST_WAITING = 4096
/** Worked off in one turn of the event loop: about half a millisecond, so that decisions in between do not wait. */
const SLICE = 64

/** Sets items aside, to be worked off between requests. What comes beyond the bound is dropped, and counted. */
export interface Queue<Item> {
  add(item: Item): void
  /** Works off what waits, now. */
  flush(): void
}

/** @param work whatever it throws is counted as dropped */
export function createQueue<Item>(work: (item: Item) => void, mostWaiting = MOST_WAITING): Queue<Item> {
  let waiting: Item[] = []
  let isDue = false

  function workOff(items: readonly Item[]): void {
    for (const item of items) {
      try {
        work(item)
      } catch {
        counters.telemetryDropped++
      }
    }
  }

  function next(): void {
    workOff(waiting.splice(0, SLICE))
    isDue = waiting.length > 0
    if (isDue) setImmediate(next)
  }

  function add(item: Item): void {
    if (waiting.length >= mostWaiting) {
      counters.telemetryDropped++
      return
    }
    waiting.push(item)
    if (isDue) return
    isDue = true
    setImmediate(next)
  }

  function flush(): void {
    const items = waiting
    waiting = []
    workOff(items)
  }

  return { add, flush }
}
