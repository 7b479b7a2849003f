/** Somebody with a browser, as far as redirects, cookies and forms go. */
export interface WebVisitor {
  /** Where the last answer came from. */
  address(): URL
  cookies(origin: string): string
  /** Follows redirects of up to twenty steps to the last answer. */
  go(url: string, init?: RequestInit): Promise<Response>
}

const MOST_STEPS = 20

export function webVisitor(): WebVisitor {
  const jars = new Map<string, Map<string, string>>()
  let at = new URL('http://127.0.0.1')

  const cookies = (origin: string) =>
    [...(jars.get(origin) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ')

  function keep(origin: string, response: Response): void {
    const jar = jars.get(origin) ?? new Map<string, string>()
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
    jars.set(origin, jar)
  }

  async function step(url: URL, init: RequestInit): Promise<Response> {
    const headers = { ...(init.headers as Record<string, string>), Cookie: cookies(url.origin) }
    const response = await fetch(url, { ...init, headers, redirect: 'manual' })
    keep(url.origin, response)
    at = url
    return response
  }

  async function go(url: string, init: RequestInit = {}): Promise<Response> {
    let response = await step(new URL(url, at), init)
    for (let taken = 0; taken < MOST_STEPS; taken++) {
      const next = response.headers.get('location')
      if (next === null) return response
      await response.body?.cancel()
      response = await step(new URL(next, at), {})
    }
    throw new Error(`Too many redirects, the last to ${at}`)
  }

  return { address: () => at, cookies, go }
}
