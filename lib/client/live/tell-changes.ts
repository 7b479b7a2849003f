import { announce } from '../announce'
import type { LiveChange } from './messages'
import { isOwn, whenIdle } from './own-changes'

/** At most two announcements a second, however many changes come. */
const REST_MS = 600

/** What is said of changes that others made. */
export function sentenceOf(changes: readonly LiveChange[]): string {
  const features = [...new Set(changes.flatMap(({ feature }) => feature ?? []))]
  const [first] = features
  if (changes.length === 1)
    return first === undefined ? 'Something was changed elsewhere.' : `${first} was changed elsewhere.`
  return `${changes.length.toLocaleString('en')} changes were made elsewhere.`
}

/** Collects what others change, and says it together. Returns what takes a change in. */
export function createTeller(): (change: LiveChange) => void {
  let collected: LiveChange[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  const tell = () => {
    timer = undefined
    const others = collected.filter(({ revision }) => !isOwn(revision))
    collected = []
    if (others.length > 0) announce(sentenceOf(others))
  }
  return (change) => {
    collected.push(change)
    if (timer === undefined) timer = setTimeout(() => whenIdle(tell), REST_MS)
  }
}
