import { expect } from 'vitest'
import { problem } from '@/lib/contracts/problem'

interface Answered {
  readonly status: number
  readonly headers: Headers | Readonly<Record<string, string>>
  readonly text: string
}

/** A refusal as `code` and the paths at fault. Fails where it is no problem body that agrees with its own headers. */
export function refusalOf({ status, headers, text }: Answered): { status: number; code: string; paths: string[] } {
  const named = headers instanceof Headers ? Object.fromEntries(headers) : headers
  expect(named['content-type'], text).toBe('application/problem+json')
  const body = problem.parse(JSON.parse(text))
  expect(body).toMatchObject({ status, requestId: named['x-request-id'] })
  return { status, code: body.code, paths: (body.errors ?? []).map(({ path }) => path) }
}
