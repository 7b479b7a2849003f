import { expect, it, vi } from 'vitest'
import { decide } from '@/lib/rollout'
import { someFacts, UNREADABLE } from './testing/worlds'

vi.mock('node:crypto', () => ({
  hash: () => {
    throw new Error('digest unavailable')
  },
}))

it('denies with repository_error where the hash itself fails, and still answers what needs none', () => {
  expect(decide(someFacts())).toEqual({ feature: 'adaptive_duplication', mode: 'canary', ...UNREADABLE })
  expect(decide(someFacts({ globalStage: 'full' })).reason).toBe('stage_full')
})
