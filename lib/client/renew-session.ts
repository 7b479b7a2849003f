import { getSession } from 'next-auth/react'

/** Has the server renew the session; false where it can't be renewed any more, or the server is out of reach. */
export async function renewSession(): Promise<boolean> {
  return (await getSession().catch(() => null)) !== null
}
