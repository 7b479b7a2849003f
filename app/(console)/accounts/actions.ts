'use server'

import { z } from 'zod'
import { setInternal } from '@/lib/changes/set-internal'
import { setInternals } from '@/lib/changes/set-internals'
import { accountName, setInternalInput } from '@/lib/contracts/api/accounts'
import { consoleAction } from '@/lib/http/console-action'

const oneAccount = z.strictObject({ ...accountName.shape, ...setInternalInput.shape })
const aFile = z.strictObject({ csv: z.string() })

export const setInternalAction = consoleAction(oneAccount, (context, { type, id, ...input }) =>
  setInternal(context, { type, id }, input),
)

/** Writes nothing: says what each row would do. */
export const tryInternalsAction = consoleAction(aFile, (context, { csv }) =>
  setInternals(context, csv, { dryRun: true }),
)

/** All or nothing. */
export const setInternalsAction = consoleAction(aFile, (context, { csv }) =>
  setInternals(context, csv, { dryRun: false }),
)
