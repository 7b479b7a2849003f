import { describe, expect, it } from 'vitest'
import { createRevisionLog } from './revision-log'

describe('the revision log', () => {
  it('knows what was touched between two revisions when it heard each of them', () => {
    const log = createRevisionLog()
    log.add(1, ['p:1'])
    log.add(2, ['rules'])
    log.add(3, ['s:1', 's:2'])
    expect(log.between(1, 3)).toEqual(new Set(['rules', 's:1', 's:2']))
    expect(log.between(3, 3)).toEqual(new Set())
  })

  it('knows nothing across a revision that it did not hear', () => {
    const log = createRevisionLog()
    log.add(1, [])
    log.add(3, [])
    expect(log.between(0, 3)).toBeNull()
    expect(log.holds('s:1', 0, 3)).toBe(false)
  })

  it('adds up what two messages say of one revision', () => {
    const log = createRevisionLog()
    log.add(1, ['p:1'])
    log.add(1, ['s:1'])
    expect(log.holds('p:1', 0, 1)).toBe(false)
    expect(log.holds('s:1', 0, 1)).toBe(false)
    expect(log.holds('s:2', 0, 1)).toBe(true)
  })

  it('holds nothing that was read after the revision in force, or across a change of everything', () => {
    const log = createRevisionLog()
    log.add(1, ['*'])
    expect(log.holds('s:1', 2, 1)).toBe(false)
    expect(log.holds('s:1', 0, 1)).toBe(false)
  })

  it('stays bounded under a storm of numbers', () => {
    const log = createRevisionLog()
    for (let n = 0; n < 100_000; n++) log.add(n * 7919, ['p:1'])
    expect(log.size()).toBeLessThanOrEqual(2000)
  })
})
