import { Agent, request } from 'node:http'

/** A page, and the cookies of whoever asks for it. */
export interface Page {
  readonly path: string
  readonly cookie: string
}

export interface Pages {
  readonly port: number
  readonly pages: readonly Page[]
  readonly ratePerS: number
}

export interface PagesResult {
  readonly asked: number
  readonly rendered: number
  readonly bytes: number
  readonly timesMs: readonly number[]
}

const agent = new Agent({ keepAlive: true, maxSockets: 40 })

/** One page, as a browser asks for it. Resolves to its status and size; status 0 where the connection broke. */
export function getPage(port: number, { path, cookie }: Page): Promise<{ status: number; bytes: number }> {
  return new Promise((resolve) => {
    const headers = { Accept: 'text/html', ...(cookie !== '' && { Cookie: cookie }) }
    const asked = request({ host: '127.0.0.1', port, path, agent, headers }, (response) => {
      let bytes = 0
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, bytes }))
      response.on('error', () => resolve({ status: 0, bytes }))
    })
    asked.on('error', () => resolve({ status: 0, bytes: 0 }))
    asked.end()
  })
}

/** Asks for pages at a steady rate until it is stopped. */
export function startPages({ port, pages, ratePerS }: Pages): () => Promise<PagesResult> {
  const timesMs: number[] = []
  const open = new Set<Promise<void>>()
  let asked = 0
  let bytes = 0

  async function one(page: Page): Promise<void> {
    const startMs = performance.now()
    const answer = await getPage(port, page)
    if (answer.status !== 200) return
    timesMs.push(performance.now() - startMs)
    bytes += answer.bytes
  }

  const timer = setInterval(() => {
    const page = pages[asked++ % pages.length]
    if (page === undefined) return
    const answer = one(page)
    open.add(answer)
    answer.finally(() => open.delete(answer))
  }, 1000 / ratePerS)
  return async () => {
    clearInterval(timer)
    await Promise.all(open)
    return { asked, rendered: timesMs.length, bytes, timesMs }
  }
}
