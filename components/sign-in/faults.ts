import type { SignInAnswer } from '@/lib/client/submit-sign-in'

/** What is wrong with a sign-in: with a field, or with the whole of it. */
export interface Faults {
  readonly email?: string
  readonly password?: string
  readonly whole?: string
}

export const MISSING = { email: 'Enter your e-mail address.', password: 'Enter your password.' } as const

const WHOLE: Record<Exclude<SignInAnswer, 'signed_in'>, string> = {
  refused: 'The e-mail address or the password is wrong.',
  too_many: 'There were too many attempts. Wait ten minutes, then try again.',
  unavailable: 'Aviary could not check it just now. Try again in a moment.',
}

/** The fault of an attempt that did not get in. */
export function faultsOf(answer: Exclude<SignInAnswer, 'signed_in'>): Faults {
  return { whole: WHOLE[answer] }
}
