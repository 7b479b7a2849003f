import { randomUUID } from 'node:crypto'

const SHAPE = /^[\w.-]{1,128}$/

/** The caller's request id where it is harmless in a header and a log, else a new one. */
export function requestIdFrom(given: string | undefined): string {
  return given !== undefined && SHAPE.test(given) ? given : randomUUID()
}
