import { request } from 'node:http'
import { CHANGE_EVENTS } from '@/lib/contracts/change-events'
import { getPage } from './pages'

export interface Consoles {
  readonly port: number
  readonly cookie: string
  readonly count: number
}

export interface ConsolesResult {
  readonly open: number
  readonly events: number
  readonly reads: number
}

const CHANGED = new RegExp(`^event: (${CHANGE_EVENTS.join('|')})$`, 'gm')
const BOARD = '/api/console/board'

/** Consoles as open boards: each with an event stream of its own, each reading the board again when it hears of a change. */
export async function openConsoles({ port, cookie, count }: Consoles): Promise<() => Promise<ConsolesResult>> {
  let events = 0
  let reads = 0
  let open = 0
  const read = async () => {
    if ((await getPage(port, { path: BOARD, cookie })).status === 200) reads++
  }
  const one = () =>
    new Promise<() => void>((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port, path: '/api/events', agent: false, headers: { Cookie: cookie } })
      asked.on('error', reject)
      asked.on('response', (response) => {
        if (response.statusCode !== 200) reject(new Error(`no event stream: ${response.statusCode}`))
        open++
        response.setEncoding('utf8').on('data', (text: string) => {
          const heard = text.match(CHANGED)?.length ?? 0
          events += heard
          if (heard > 0) void read()
        })
        response.on('close', () => open--)
        response.on('error', () => {})
        resolve(() => asked.destroy())
      })
      asked.end()
    })
  const all = await Promise.all(Array.from({ length: count }, one))
  return async () => {
    const result = { open, events, reads }
    for (const close of all) close()
    return result
  }
}
