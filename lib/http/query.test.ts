import { expect, test } from 'vitest'
import { HttpError } from './http-error'
import { queryFields } from './query'

test.each([
  ['', {}],
  ['a=1&b=', { a: '1', b: '' }],
  ['q=a+b%2Bc%26&flag', { q: 'a b+c&', flag: '' }],
  ['q=%F0%9F%90%A4=&', { q: '🐤=' }],
])('%j holds %j', (query, fields) => expect(queryFields(query)).toEqual(fields))

test.each(['a=1&a=2', 'q=%ff', 'q=%ED%A0%80', '%zz=1', '__proto__=1', 'a=%'])('%j is refused', (query) => {
  expect(() => queryFields(query)).toThrow(HttpError)
})
