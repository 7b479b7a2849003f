import { setInternal } from '@/lib/changes/set-internal'
import { setInternals } from '@/lib/changes/set-internals'
import {
  getAccountOperation,
  listAccountsOperation,
  setInternalOperation,
  setInternalsOperation,
} from '@/lib/contracts/api/accounts'
import { listAccounts } from '@/lib/queries/list-accounts'
import { readAccountReach } from '@/lib/queries/read-account-reach'
import { changed, type Endpoint, endpoint, read } from './endpoint'

// Ten thousand rows, each with an id and a note of some length.
const CSV_BODY = { bytes: 16 * 1024 * 1024, timeoutMs: 30_000 }

export const accountEndpoints: readonly Endpoint[] = [
  endpoint(listAccountsOperation, async ({ context, query }) => read(await listAccounts(context, query))),
  endpoint(getAccountOperation, async ({ context, params, query }) =>
    read(await readAccountReach(context, params, query)),
  ),
  endpoint(setInternalOperation, async ({ context, params, body }) =>
    changed(await setInternal(context, params, body)),
  ),
  endpoint(
    setInternalsOperation,
    async ({ context, query, body }) => changed(await setInternals(context, body, { dryRun: query.dryRun === 'true' })),
    CSV_BODY,
  ),
]
