import type { ActionResult } from '@/lib/contracts/action-result'

const MOST = 100

const own = new Set<number>()
let underWay = 0
const waiting = new Set<() => void>()

/** Runs an action of this tab; what it changes is not announced as somebody else's. */
export async function whileOwn<Value>(work: () => Promise<ActionResult<Value>>): Promise<ActionResult<Value>> {
  underWay += 1
  try {
    const result = await work()
    if (result.ok && result.revision !== null) own.add(result.revision)
    if (own.size > MOST) own.delete(own.values().next().value as number)
    return result
  } finally {
    underWay -= 1
    if (underWay === 0) for (const go of [...waiting]) go()
  }
}

export const isOwn = (revision: number) => own.has(revision)

/** Once no action of this tab is under way: its answer says which changes are its own. */
export function whenIdle(go: () => void): void {
  if (underWay === 0) {
    go()
    return
  }
  const once = () => {
    waiting.delete(once)
    go()
  }
  waiting.add(once)
}
