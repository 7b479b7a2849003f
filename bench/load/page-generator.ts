import { serveVerbs } from '../support/serve-verbs'
import { type Pages, type PagesResult, startPages } from './pages'

let stop: () => Promise<PagesResult> = async () => ({ asked: 0, rendered: 0, bytes: 0, timesMs: [] })

serveVerbs({
  start: (pages: Pages) => {
    stop = startPages(pages)
  },
  stop: () => stop(),
})
