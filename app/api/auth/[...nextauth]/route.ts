import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { authOptions } from '@/lib/auth/auth-options'
import { boundedForm } from '@/lib/http/bounded-form'
import { problemAnswer, toHttpError } from '@/lib/http/problem-answer'
import { requestIdFrom } from '@/lib/http/request-id'
import { toWeb } from '@/lib/http/web-server'

type Context = { params: Promise<{ nextauth: string[] }> }

async function answer(request: NextRequest, context: Context): Promise<Response> {
  try {
    return await NextAuth(await boundedForm(request), context, authOptions())
  } catch (error) {
    const requestId = requestIdFrom(request.headers.get('x-request-id') ?? undefined)
    return toWeb(problemAnswer(toHttpError(error), requestId), requestId)
  }
}

export const GET = answer
export const POST = answer
