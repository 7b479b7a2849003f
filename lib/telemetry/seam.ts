import { type Channel, channel } from 'node:diagnostics_channel'
import { counters } from './counters'
import { createQueue } from './queue'

type Listener = Parameters<Channel['subscribe']>[0]

/** A diagnostics channel whose listeners can't change, hold up or fail what they are told of. */
export interface Seam<Message extends object> {
  readonly name: string
  /** Ask before a message is made. */
  readonly hasSubscribers: boolean
  /** Tells those who listen, between requests. What they can't keep up with is dropped, and counted. */
  publish(message: Message): void
  /** @returns stops it */
  subscribe(listener: (message: Message) => void): () => void
}

const waiting = createQueue(([to, message]: readonly [Channel, object]) => to.publish(message))

// What a listener throws, Node would raise as an uncaught exception, which ends the process. Whoever subscribes, by our
// door or by Node's own, gets a guard around it.
function guard(open: Channel): void {
  // Next's bundles each hold a copy of this module; the channel is the process's.
  if (Object.hasOwn(open, 'subscribe')) return
  const guards = new WeakMap<Listener, Listener>()
  function guarded(listener: Listener): Listener {
    const known = guards.get(listener)
    if (known !== undefined) return known
    const made: Listener = (message, name) => {
      try {
        listener(message, name)
      } catch {
        counters.telemetryDropped++
      }
    }
    guards.set(listener, made)
    // Node subscribes once more from within, when the first one comes.
    guards.set(made, made)
    return made
  }
  const own = (method: 'subscribe' | 'unsubscribe') => (listener: Listener) =>
    (Object.getPrototypeOf(open) as Channel)[method].call(open, guarded(listener))
  Object.assign(open, { subscribe: own('subscribe'), unsubscribe: own('unsubscribe') })
}

/** @param name without the prefix `aviary:` */
export function openSeam<Message extends object>(name: string): Seam<Message> {
  const open = channel(`aviary:${name}`)
  guard(open)
  return {
    name: `aviary:${name}`,
    get hasSubscribers() {
      return open.hasSubscribers
    },
    publish: (message) => waiting.add([open, Object.freeze(message)]),
    subscribe: (listener) => {
      const hear = (message: unknown) => listener(message as Message)
      open.subscribe(hear)
      return () => void open.unsubscribe(hear)
    },
  }
}

/** Delivers what waits: before a process ends. */
export function deliverAll(): void {
  waiting.flush()
}
