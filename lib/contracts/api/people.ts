import { z } from 'zod'
import { label } from '../text'
import { operation } from './operation'
import { noParams, pageOf, pageQuery } from './page'

export const consoleRole = z.enum(['system_admin', 'support'])
export const consoleEmail = z.email().max(254)
export const password = z.string().min(12, 'at least 12 characters').max(1024, 'at most 1,024 characters')

/** Somebody of the console, as system admins see them. Times are RFC 3339. */
const person = z.strictObject({
  id: z.uuid(),
  email: z.string(),
  name: z.string(),
  role: consoleRole,
  disabledAt: z.string().nullable(),
  /** Without one they sign in by single sign-on, or not yet. */
  hasPassword: z.boolean(),
  /** Until when their one-time link works; null where there is none that does. */
  linkExpiresAt: z.string().nullable(),
  createdAt: z.string(),
})

export const listPeopleOperation = operation({
  id: 'listPeople',
  method: 'GET',
  path: '/people',
  summary: 'Who may sign in to the console, by e-mail address.',
  tag: 'Settings',
  permission: 'manage_people',
  params: noParams,
  query: pageQuery,
  body: null,
  answer: pageOf(person),
  refusals: [],
  isForPeopleOnly: true,
})

export const personTarget = z.strictObject({ id: z.uuid() })
export const invitePersonInput = z.strictObject({
  email: consoleEmail,
  role: consoleRole,
  /** What people read; the address's first part where it is not given. */
  name: label(255).optional(),
})
export const changeRoleInput = z.strictObject({ id: z.uuid(), role: consoleRole })
export const setPasswordInput = z.strictObject({ token: z.string().min(1).max(200), password })

export type Person = z.infer<typeof person>
export type PersonTarget = z.input<typeof personTarget>
export type InvitePersonInput = z.input<typeof invitePersonInput>
export type ChangeRoleInput = z.input<typeof changeRoleInput>
export type SetPasswordInput = z.input<typeof setPasswordInput>

/** A one-time link, shown once to who made it: who is to have it, and its secret. */
export interface OneTimeLink {
  readonly person: Person
  readonly token: string
  readonly expiresAt: string
}
