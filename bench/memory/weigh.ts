import { serveVerbs } from '../support/serve-verbs'
import { measureFullCache } from './fill'
import { measureHitRate } from './workload'

serveVerbs({ hitRate: measureHitRate, fullCache: measureFullCache })
