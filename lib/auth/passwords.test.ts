import { describe, expect, it } from 'vitest'
import { generatePassword, hashPassword, verifyPassword } from './passwords'

describe('passwords', () => {
  it('are kept as argon2id with the cost that OWASP asks for, and never twice the same', async () => {
    const [first, second] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')])
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(first).not.toBe(second)
  })

  it('are recognized, and nothing else is', async () => {
    const kept = await hashPassword('correct horse')
    expect(await verifyPassword(kept, 'correct horse')).toBe(true)
    expect(await verifyPassword(kept, 'Correct horse')).toBe(false)
    expect(await verifyPassword(kept, '')).toBe(false)
  })

  it('are the same however an accent was typed', async () => {
    expect(await verifyPassword(await hashPassword('caf\u00e9'), 'cafe\u0301')).toBe(true)
  })

  it('take as long to refuse where there is no account', async () => {
    const kept = await hashPassword('correct horse')
    await verifyPassword(null, 'warm up')
    const timed = async (hash: string | null) => {
      const startedAtMs = performance.now()
      for (let turn = 0; turn < 5; turn++) expect(await verifyPassword(hash, 'wrong')).toBe(false)
      return performance.now() - startedAtMs
    }
    const ratio = (await timed(null)) / (await timed(kept))
    expect(ratio).toBeGreaterThan(0.4)
    expect(ratio).toBeLessThan(2.5)
  })

  it('are made of four groups of five letters that nobody confuses', () => {
    const made = Array.from({ length: 200 }, generatePassword)
    for (const password of made) expect(password).toMatch(/^([0-9a-hjkmnp-tv-z]{5}-){3}[0-9a-hjkmnp-tv-z]{5}$/)
    expect(new Set(made).size).toBe(200)
  })
})
