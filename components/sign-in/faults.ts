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

const DENIED = 'Nobody of this console has the address that you signed in with. Ask a system admin to invite you.'
const SIGN_ON_FAILED = 'The single sign-on did not work. Try again in a moment.'

/** The fault of a single sign-on that came back. @param code of next-auth, or ours */
export function signOnFaults(code: string): Faults {
  if (code === 'AccessDenied') return { whole: DENIED }
  return { whole: code === 'Unavailable' ? WHOLE.unavailable : SIGN_ON_FAILED }
}

/** The fault of an attempt that did not get in. */
export function faultsOf(answer: Exclude<SignInAnswer, 'signed_in'>): Faults {
  return { whole: WHOLE[answer] }
}
