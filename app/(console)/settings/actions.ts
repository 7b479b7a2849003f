'use server'

import { changePolicy } from '@/lib/changes/change-policy'
import { changeRole } from '@/lib/changes/change-role'
import { createApiKey, newApiKey } from '@/lib/changes/create-api-key'
import { disablePerson } from '@/lib/changes/disable-person'
import { enablePerson } from '@/lib/changes/enable-person'
import { endSessions } from '@/lib/changes/end-sessions'
import { invitePerson } from '@/lib/changes/invite-person'
import { resetPassword } from '@/lib/changes/reset-password'
import { keyTarget, revokeApiKey } from '@/lib/changes/revoke-api-key'
import { changeRoleInput, invitePersonInput, personTarget } from '@/lib/contracts/api/people'
import { changePolicyInput } from '@/lib/contracts/api/settings'
import { consoleAction } from '@/lib/http/console-action'

/** The key is in the answer and nowhere else. */
export const createKeyAction = consoleAction(newApiKey, createApiKey)
export const revokeKeyAction = consoleAction(keyTarget, revokeApiKey)

export const changePolicyAction = consoleAction(changePolicyInput, changePolicy)

/** The link's token is in the answer and nowhere else: `passwordLink` of lib/contracts makes its address. */
export const invitePersonAction = consoleAction(invitePersonInput, invitePerson)
/** As `invitePersonAction`. */
export const resetPasswordAction = consoleAction(personTarget, resetPassword)
export const changeRoleAction = consoleAction(changeRoleInput, changeRole)
export const disablePersonAction = consoleAction(personTarget, disablePerson)
export const enablePersonAction = consoleAction(personTarget, enablePerson)
export const endSessionsAction = consoleAction(personTarget, endSessions)
