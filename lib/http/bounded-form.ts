import { NextRequest } from 'next/server'
import { HttpError } from './http-error'
import { fromWeb } from './web-server'

const MOST_BYTES = 16 * 1024
const TIMEOUT_MS = 5000
const FORM = 'application/x-www-form-urlencoded'

/**
 * The request with its form read and bounded, for next-auth, which itself reads whatever comes.
 * @throws HttpError 415, 413, 408
 */
export async function boundedForm(request: NextRequest): Promise<NextRequest> {
  if (request.method !== 'POST') return request
  if (request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() !== FORM) {
    throw new HttpError('unsupported_media_type', `Send ${FORM}.`, { closes: true })
  }
  const body = await fromWeb(request).body(MOST_BYTES, TIMEOUT_MS)
  return new NextRequest(request.url, { method: 'POST', headers: request.headers, body: new Uint8Array(body) })
}
