import { describe, expect, it } from 'vitest'
import { isFeatureName, isId } from '@/lib/rollout'

const NOT_TEXT = [undefined, null, 42, {}, ['42'], true]

describe('an id', () => {
  it.each([
    '1',
    '42',
    'usr_01HZX3',
    'naïve-学生-🐤',
    ' ',
    ' a ',
    '...',
    'a:b',
    '\u2028',
    'x'.repeat(255),
    '🐤'.repeat(255),
  ])('may be %j', (id) => expect(isId(id)).toBe(true))

  it.each([
    '',
    '.',
    '..',
    'x'.repeat(256),
    '🐤'.repeat(256),
    'a\u0000',
    '\n',
    'a\n',
    '\u001f',
    '\u007f',
    '\u0080',
    '\u009f',
  ])('may not be %j', (id) => expect(isId(id)).toBe(false))

  it.each(['\ud83d', 'a\udc24b', '\udc24\ud83d'])('may not hold a surrogate that stands alone: %j', (id) => {
    expect(isId(id)).toBe(false)
  })

  it.each(NOT_TEXT)('is never read from what is no text: %j', (value) => expect(isId(value)).toBe(false))
})

describe('a feature name', () => {
  it.each(['a', 'adaptive_duplication', 'ai.grading-v2', 'A.b-C_9', '.', 'x'.repeat(255)])('may be %j', (name) => {
    expect(isFeatureName(name)).toBe(true)
  })

  it.each(['', 'a b', 'a:b', 'a/b', 'é', 'a\n', 'x'.repeat(256), ...NOT_TEXT])('may not be %j', (name) => {
    expect(isFeatureName(name)).toBe(false)
  })
})
