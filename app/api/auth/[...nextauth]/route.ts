import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { authOptions } from '@/lib/auth/auth-options'
import { isOwnOrigin, ownOrigin } from '@/lib/auth/own-origin'
import { boundedForm } from '@/lib/http/bounded-form'
import { HttpError } from '@/lib/http/http-error'
import { problemAnswer, toHttpError } from '@/lib/http/problem-answer'
import { requestIdFrom } from '@/lib/http/request-id'
import { toWeb } from '@/lib/http/web-server'

type Context = { params: Promise<{ nextauth: string[] }> }

/** Sign-in and sign-out are for our own pages (reliability.md, "The doors"). @throws HttpError 403 */
function checkOrigin(request: NextRequest): void {
  if (request.method === 'GET' || isOwnOrigin(request.headers.get('origin'), ownOrigin())) return
  throw new HttpError('forbidden', 'This came from another site.', { closes: true })
}

async function answer(request: NextRequest, context: Context): Promise<Response> {
  try {
    checkOrigin(request)
    return await NextAuth(await boundedForm(request), context, authOptions())
  } catch (error) {
    const requestId = requestIdFrom(request.headers.get('x-request-id') ?? undefined)
    return toWeb(problemAnswer(toHttpError(error), requestId), requestId)
  }
}

export const GET = answer
export const POST = answer
