import { setTimeout as sleep } from 'node:timers/promises'
import { decide } from './decision-world'

const LOOK_EVERY_MS = 100

interface Backend {
  readonly url: string
  isReady: boolean
}

const REFUSED = 'ECONNREFUSED'

function whyOf(error: unknown): string {
  const { message, cause } = error as Error & { cause?: { code?: string; message: string } }
  return cause?.code === REFUSED ? REFUSED : (cause?.message ?? message)
}

/**
 * What stands before nodes: it asks each whether it is ready, and sends a request to one that was. Only where nobody took
 * the connection does it try another: a request that was sent is never sent twice.
 */
export function startBalancer(urls: readonly string[]) {
  const backends: Backend[] = urls.map((url) => ({ url, isReady: true }))
  let isOver = false
  let next = 0
  const look = async (backend: Backend) => {
    while (!isOver) {
      const answer = await fetch(`${backend.url}/api/health/ready`).catch(() => null)
      backend.isReady = answer?.status === 200
      await sleep(LOOK_EVERY_MS)
    }
  }
  const looks = backends.map(look)
  const ask = async (key: string, body: object): Promise<string> => {
    for (let attempt = 0; attempt < backends.length; attempt++) {
      const ready = backends.filter(({ isReady }) => isReady)
      const backend = ready[next++ % ready.length]
      if (backend === undefined) return 'no node is ready'
      try {
        return (await decide(backend.url, key, body)).reason
      } catch (error) {
        const why = whyOf(error)
        if (why !== REFUSED) return why
        backend.isReady = false
      }
    }
    return 'no node took it'
  }
  return {
    ask,
    isReady: (url: string) => backends.some((backend) => backend.url === url && backend.isReady),
    stop: async () => {
      isOver = true
      await Promise.all(looks)
    },
  }
}
