'use server'

import { createApiKey, newApiKey } from '@/lib/changes/create-api-key'
import { consoleAction } from '@/lib/http/console-action'

/** The key is in the answer and nowhere else. */
export const createKeyAction = consoleAction(newApiKey, createApiKey)
