import { counters } from '../counters'

const EVERY_MS = 500
const MOST_WAITING = 4096
/** Worked off in one turn of the event loop: about half a millisecond, so that decisions in between do not wait. */
const SLICE = 64

/** Sets items aside, to be worked off between requests. What comes beyond the bound is dropped, and counted. */
export interface Queue<Item> {
  add(item: Item): void
  /** Works off what waits, and takes no more. */
  close(): void
}

/** @param work whatever it throws is counted as dropped */
export function createQueue<Item>(work: (item: Item) => void, mostWaiting = MOST_WAITING): Queue<Item> {
  let waiting: Item[] = []
  let isClosed = false

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
    if (waiting.length > 0 && !isClosed) setImmediate(next)
  }

  const timer = setInterval(next, EVERY_MS).unref()

  function add(item: Item): void {
    if (isClosed || waiting.length >= mostWaiting) counters.telemetryDropped++
    else waiting.push(item)
  }

  function close(): void {
    isClosed = true
    clearInterval(timer)
    workOff(waiting)
    waiting = []
  }

  return { add, close }
}
