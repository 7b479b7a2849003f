import type pg from 'pg'
import { z } from 'zod'
import type { ApiKey } from '@/lib/auth/api-keys'
import type { Principal } from '@/lib/auth/permissions'
import { importState } from '@/lib/changes/import-state'
import { exportState } from '@/lib/queries/export-state'
import { type Handler, json } from '../message'
import { IMPORT_BODY_BYTES, readJson } from '../read-json'
import { applicationDoor } from './application-door'
import type { DoorContext } from './context'
import { checked } from './decision'

const IMPORT_BODY_TIMEOUT_MS = 120_000

const importQuery = z.strictObject({
  dryRun: z.enum(['true', 'false']).default('false'),
  reason: z.string().optional(),
})

function principalOf({ id, name, scopes }: ApiKey): Principal {
  return { kind: 'api_key', id, name, scopes }
}

/** `POST /api/v1/import?dryRun=&reason=` (api.md, "The state document"). */
export function importDoor(context: DoorContext, pool: pg.Pool): Handler {
  return applicationDoor(context, { methods: ['POST'], scope: 'admin' }, async (request, key) => {
    const { dryRun, reason } = checked(importQuery, Object.fromEntries(new URLSearchParams(request.query)))
    const document = await readJson(request, IMPORT_BODY_BYTES, IMPORT_BODY_TIMEOUT_MS)
    const change = { pool, principal: principalOf(key), requestId: request.requestId }
    const plan = await importState(change, document, { dryRun: dryRun === 'true', reason })
    return json(200, JSON.stringify(plan), plan.revision === null ? {} : { 'X-Aviary-Revision': String(plan.revision) })
  })
}

/** `GET /api/v1/export`: the whole state document. */
export function exportDoor(context: DoorContext, pool: pg.Pool): Handler {
  return applicationDoor(context, { methods: ['GET'], scope: 'admin' }, async (_request, key) => {
    return json(200, JSON.stringify(await exportState({ pool, principal: principalOf(key) })))
  })
}
