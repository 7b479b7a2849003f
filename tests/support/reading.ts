import { expect } from 'vitest'
import type { Api } from './api'

/** Reads what is below /api/v1, and expects it to be answered. */
export const reading = (api: () => Api) => async (path: string) => {
  const { status, body } = await api().ask('GET', `/api/v1${path}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}

/**
 * All rows of a list, page by page.
 * @param path with its query, `limit` included
 * @param between done after each page
 */
export async function everyPage(api: Api, path: string, between: () => Promise<unknown> = async () => undefined) {
  // biome-ignore lint/suspicious/noExplicitAny: what a test looks into is what it tests
  const items: any[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const next: string = cursor === '' ? path : `${path}&cursor=${encodeURIComponent(cursor)}`
    const { status, body } = await api.ask('GET', next)
    expect(status, JSON.stringify(body)).toBe(200)
    items.push(...body.items)
    cursor = body.nextCursor
    await between()
  }
  return items
}
