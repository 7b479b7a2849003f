import { importState } from '@/lib/changes/import-state'
import { exportOperation, importOperation } from '@/lib/contracts/api/state'
import { exportState } from '@/lib/queries/export-state'
import { json } from '../message'
import { type Endpoint, endpoint, read } from './endpoint'

const IMPORT_BODY = { bytes: 64 * 1024 * 1024, timeoutMs: 120_000 }

/** The state document in and out (api.md, "The state document"). The import checks its body itself, row by row. */
export const stateEndpoints: readonly Endpoint[] = [
  endpoint(
    importOperation,
    async ({ context, query, body }) => {
      const plan = await importState(context, body, { dryRun: query.dryRun === 'true', reason: query.reason })
      const headers = plan.revision === null ? {} : { 'X-Aviary-Revision': String(plan.revision) }
      return { kind: 'raw', answer: json(200, JSON.stringify(plan), headers) }
    },
    IMPORT_BODY,
  ),
  endpoint(exportOperation, async ({ context }) => read(await exportState(context))),
]
