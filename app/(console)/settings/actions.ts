'use server'

import { changePolicy } from '@/lib/changes/change-policy'
import { createApiKey, newApiKey } from '@/lib/changes/create-api-key'
import { keyTarget, revokeApiKey } from '@/lib/changes/revoke-api-key'
import { changePolicyInput } from '@/lib/contracts/api/settings'
import { consoleAction } from '@/lib/http/console-action'

/** The key is in the answer and nowhere else. */
export const createKeyAction = consoleAction(newApiKey, createApiKey)
export const revokeKeyAction = consoleAction(keyTarget, revokeApiKey)
export const changePolicyAction = consoleAction(changePolicyInput, changePolicy)
