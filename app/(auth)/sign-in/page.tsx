import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { PlainFrame } from '@/components/shell/plain-frame'
import { SignInForm } from '@/components/sign-in/sign-in-form'
import { sameSitePath } from '@/lib/auth/callback-url'
import { findVisitor } from '@/lib/auth/visitor'
import { env } from '@/lib/env'

export const metadata: Metadata = { title: 'Sign in' }

interface SignInPageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { callbackUrl, error } = await searchParams
  const wanted = typeof callbackUrl === 'string' ? callbackUrl : undefined
  const next = sameSitePath(wanted, env().authUrl ?? 'http://localhost')
  if ((await findVisitor()).kind === 'user') redirect(next)
  return (
    <PlainFrame>
      <SignInForm
        next={next}
        error={typeof error === 'string' ? error : null}
        singleSignOn={env().oidc === null ? 'none' : 'offered'}
      />
    </PlainFrame>
  )
}
