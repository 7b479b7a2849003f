import { getCsrfToken } from 'next-auth/react'

export type SignInAnswer = 'signed_in' | 'refused' | 'too_many' | 'unavailable'

const ANSWERS: Record<string, SignInAnswer> = { CredentialsSignin: 'refused', TooManyAttempts: 'too_many' }

/** Sends an e-mail address and a password to next-auth, which sets the session's cookie when they are right. */
export async function submitSignIn(email: string, password: string): Promise<SignInAnswer> {
  try {
    const csrfToken = (await getCsrfToken()) ?? ''
    const response = await fetch('/api/auth/callback/credentials', {
      method: 'POST',
      body: new URLSearchParams({ email, password, csrfToken, json: 'true' }),
    })
    const { url } = await response.json()
    const code = new URL(url, window.location.origin).searchParams.get('error')
    if (response.ok && code === null) return 'signed_in'
    return ANSWERS[code ?? ''] ?? 'unavailable'
  } catch {
    return 'unavailable'
  }
}
