import { isUtf8 } from 'node:buffer'
import { visit } from 'jsonc-parser'
import { faultPath } from '@/lib/contracts/problem'
import { HttpError } from './http-error'

const MOST_DEPTH = 32
const QUOTE = 0x22
const BACKSLASH = 0x5c

interface Shape {
  members: number
  depth: number
}

// Members and depth of text that is known to be JSON: whatever is outside strings speaks for itself.
function shapeOf(text: string): Shape {
  let members = 0
  let depth = 0
  let deepest = 0
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at)
    if (char === QUOTE) {
      for (at++; text.charCodeAt(at) !== QUOTE; at++) if (text.charCodeAt(at) === BACKSLASH) at++
    } else if (char === 0x3a) members++
    else if (char === 0x7b || char === 0x5b) deepest = Math.max(deepest, ++depth)
    else if (char === 0x7d || char === 0x5d) depth--
  }
  return { members, depth: deepest }
}

function membersOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  let count = 0
  if (Array.isArray(value)) for (const item of value) count += membersOf(item)
  else for (const key in value) count += 1 + membersOf((value as Record<string, unknown>)[key])
  return count
}

function duplicatePath(text: string): string {
  const seen: Set<string>[] = []
  let found: string | null = null
  visit(text, {
    onObjectBegin: () => void seen.push(new Set()),
    onObjectEnd: () => void seen.pop(),
    onObjectProperty: (name, _offset, _length, _line, _column, pathSupplier) => {
      if (seen.at(-1)?.has(name)) found ??= faultPath([...pathSupplier(), name])
      seen.at(-1)?.add(name)
    },
  })
  return found ?? ''
}

function invalid(path: string, message: string): HttpError {
  return new HttpError('invalid_request', message, { faults: [{ path, message }] })
}

/** A body as text. @throws HttpError `invalid_request` where it is not UTF-8 */
export function utf8(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw invalid('', 'The body is not valid UTF-8.')
  return bytes.toString('utf8')
}

/**
 * JSON as this product takes it: UTF-8, no duplicate member names, at most 32 deep.
 * @throws HttpError `invalid_request`
 */
export function parseJson(bytes: Buffer): unknown {
  const text = utf8(bytes)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw invalid('', 'The body is not valid JSON.')
  }
  const shape = shapeOf(text)
  if (shape.depth > MOST_DEPTH) throw invalid('', `The JSON is nested deeper than ${MOST_DEPTH} levels.`)
  // JSON.parse keeps the last of two members with one name; what it dropped is missing from the count.
  if (shape.members !== membersOf(value)) throw invalid(duplicatePath(text), 'A member name appears twice.')
  return value
}
