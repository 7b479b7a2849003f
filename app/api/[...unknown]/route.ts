import { HttpError } from '@/lib/http/http-error'
import { webDoor } from '@/lib/http/web-server'

const answer = webDoor(() => {
  throw new HttpError('not_found', 'There is nothing at this path.')
})

export const GET = answer
export const POST = answer
export const PUT = answer
export const PATCH = answer
export const DELETE = answer
export const HEAD = answer
export const OPTIONS = answer
