'use server'

import { optIn } from '@/lib/changes/opt-in'
import { optOut } from '@/lib/changes/opt-out'
import { scopeInput } from '@/lib/contracts/api/scopes-changes'
import { scopeTarget } from '@/lib/contracts/targets'
import { consoleAction } from '@/lib/http/console-action'

const input = scopeTarget.extend(scopeInput.shape)

export const optInAction = consoleAction(input, (context, { reason, ...target }) => optIn(context, target, { reason }))
export const optOutAction = consoleAction(input, (context, { reason, ...target }) =>
  optOut(context, target, { reason }),
)
