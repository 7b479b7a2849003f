import { CONSOLE_POOL, createPool } from '@/lib/db/pool'
import { env } from '@/lib/env'
import { createFrontServer } from '@/lib/front/front-server'
import { keyDoor } from '@/lib/http/api/key-door'
import { openDoors } from '@/lib/http/doors/open'
import { createLog } from '@/lib/telemetry/log'

// `/api/v1` in a process of its own, as the console serves it, without the pages: so that it can be killed in the midst.
const { databaseUrl, maxStalenessMs, metricsToken, version, logLevel, host, port } = env()
const log = createLog('console', logLevel)
const doors = openDoors({ databaseUrl, maxStalenessMs, metricsToken, kind: 'console', version, log })
const pool = createPool(databaseUrl, CONSOLE_POOL, (error) => log.warn({ err: error.message }, 'a connection was lost'))
const administration = keyDoor(doors.context, pool)
const server = createFrontServer((path) => (path.startsWith('/api/v1/') ? administration : null), null)
server.listen(port, host, () => log.info({ address: server.address() }, 'serving'))
