import { goFirst } from '../support/cores'
import { serveVerbs } from '../support/serve-verbs'
import { runBurst } from './burst'
import { runClosedLoop } from './closed-loop'
import { runOneByOne } from './one-by-one'
import { runOpenLoop } from './open-loop'
import { saturate } from './saturate'

goFirst()
serveVerbs({ closedLoop: runClosedLoop, openLoop: runOpenLoop, oneByOne: runOneByOne, burst: runBurst, saturate })
