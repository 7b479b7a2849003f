import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { PATH_HEADER } from '@/lib/http/path-header'

/** Sends who is not signed in to sign-in, and from there back to where they were. */
export async function toSignIn(): Promise<never> {
  const path = (await headers()).get(PATH_HEADER) ?? '/'
  redirect(path === '/' ? '/sign-in' : `/sign-in?${new URLSearchParams({ callbackUrl: path })}`)
}
