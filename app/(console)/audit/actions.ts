'use server'

import { revertEntry } from '@/lib/changes/revert-entry'
import { revertTarget } from '@/lib/contracts/api/revert'
import { consoleAction } from '@/lib/http/console-action'

export const revertAction = consoleAction(revertTarget, (context, { id, ...given }) => revertEntry(context, id, given))
