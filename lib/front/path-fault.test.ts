import { describe, expect, test } from 'vitest'
import { pathFault } from './path-fault'

describe('a path', () => {
  test.each([
    '/',
    '/api/v1/features?q=..',
    '/accounts/',
    '/api/v1/projects/a%2Fb',
    '/x/..y',
    '/api/v1/users/%E2%82%AC',
  ])('%s is forwarded', (path) => expect(pathFault(path)).toBeNull())

  test.each([
    '*',
    'http://evil.example/api/decision',
    '/api/v1/features/%ff',
    '/api/v1/features/%zz/rollouts',
    '/accounts/user/%ED%A0%80',
    '/api/v1/features/x/exemptions/%2e%2e',
    '/api/v1/features/x/exemptions/..',
    '/api/v1/./features',
    '//api/decision',
    '/api//decision',
    '/api/decision/',
  ])('%s is refused', (path) => expect(pathFault(path)).toBeTypeOf('string'))
})
