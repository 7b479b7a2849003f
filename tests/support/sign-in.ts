const cookiesOf = (response: Response) => response.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0])

/** Signs in as the sign-in page does. Resolves to the Cookie header of the session. */
export async function signIn(url: string, email: string, password: string): Promise<string> {
  const asked = await fetch(`${url}/api/auth/csrf`)
  const { csrfToken } = (await asked.json()) as { csrfToken: string }
  const answer = await fetch(`${url}/api/auth/callback/credentials`, {
    method: 'POST',
    headers: { cookie: cookiesOf(asked).join('; '), origin: url },
    body: new URLSearchParams({ csrfToken, email, password, json: 'true' }),
    redirect: 'manual',
  })
  const session = cookiesOf(answer).find((cookie) => cookie?.includes('session='))
  if (session === undefined) throw new Error(`Nobody was signed in: ${answer.status} ${await answer.text()}`)
  return session
}
