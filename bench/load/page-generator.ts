import { serveVerbs } from '../support/serve-verbs'
import { type Consoles, type ConsolesResult, openConsoles } from './consoles'
import { type Pages, type PagesResult, startPages } from './pages'

let stop: () => Promise<PagesResult> = async () => ({ asked: 0, rendered: 0, bytes: 0, timesMs: [] })
let close: () => Promise<ConsolesResult> = async () => ({ open: 0, events: 0, reads: 0 })

serveVerbs({
  start: (pages: Pages) => {
    stop = startPages(pages)
  },
  stop: () => stop(),
  open: async (consoles: Consoles) => {
    close = await openConsoles(consoles)
  },
  close: () => close(),
})
