import { expect, test } from 'vitest'
import { explainHref, isWhole, questionIn } from './explain-link'

const read = (href: string) => questionIn(Object.fromEntries(new URL(href, 'http://aviary').searchParams))

test('the address of a question reads back as that question, whatever its ids hold', () => {
  for (const id of ['1042', 'a:b:c', 'é/ü?&=#%', ' spaced ', 'user:1']) {
    const question = { feature: 'x.y-z', actor: { type: 'author', id }, resource: { type: 'project', id } } as const
    expect(read(explainHref(question))).toEqual(question)
  }
})

test('what an address does not say is left to fill in', () => {
  expect(explainHref({})).toBe('/explain')
  const begun = read(explainHref({ actor: { type: 'user', id: '1042' } }))
  expect(begun).toEqual({ feature: '', actor: { type: 'user', id: '1042' }, resource: { type: 'section', id: '' } })
  expect(isWhole(begun)).toBe(false)
  expect(read('/explain?actor=robot:1&resource=12').actor).toEqual({ type: 'user', id: '' })
})
