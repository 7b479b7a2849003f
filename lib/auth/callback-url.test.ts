import { expect, it } from 'vitest'
import { sameSitePath } from './callback-url'

const ORIGIN = 'https://aviary.example.edu'

it.each(['/', '/?stage=off', '/features/a#top', 'features'])('goes on to %s, which is of this site', (wanted) => {
  expect(sameSitePath(wanted, ORIGIN)).toBe(wanted.startsWith('/') ? wanted : `/${wanted}`)
})

it('takes an address of this site as its path', () => {
  expect(sameSitePath('https://aviary.example.edu/a?b=1', ORIGIN)).toBe('/a?b=1')
})

it.each([
  undefined,
  'https://evil.example',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/.//evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  'https://aviary.example.edu.evil.example',
  'https://aviary.example.edu@evil.example',
  'https://someone@aviary.example.edu/',
  'http://aviary.example.edu/',
  'https://',
])('does not follow %s', (wanted) => {
  expect(sameSitePath(wanted, ORIGIN)).toBe('/')
})
