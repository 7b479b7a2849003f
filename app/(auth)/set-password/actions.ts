'use server'

import { setPassword } from '@/lib/changes/set-password'
import { setPasswordInput } from '@/lib/contracts/api/people'
import { publicAction } from '@/lib/http/console-action'

/** The one-time link's token is the permission. */
export const setPasswordAction = publicAction(setPasswordInput, setPassword)
