import { describe, expect, it } from 'vitest'
import { createSignInLimits, networkOf } from './sign-in-limits'

async function attempts(count: number, take: () => Promise<boolean>): Promise<number> {
  let allowed = 0
  for (let nth = 0; nth < count; nth++) if (await take()) allowed++
  return allowed
}

describe('sign-in', () => {
  it('is slowed for one account from one address, not for its owner elsewhere', async () => {
    const limits = createSignInLimits()
    expect(await attempts(20, () => limits.take('ada@example.edu', '192.0.2.1'))).toBe(10)
    expect(await limits.take('ada@example.edu', '192.0.2.2')).toBe(true)
  })

  it('is slowed for one address that tries many accounts', async () => {
    const limits = createSignInLimits()
    let nth = 0
    expect(await attempts(80, () => limits.take(`person${nth++}@example.edu`, '192.0.2.1'))).toBe(50)
  })

  it('is slowed for one account tried from many addresses', async () => {
    const limits = createSignInLimits()
    let nth = 0
    expect(await attempts(150, () => limits.take('ada@example.edu', `192.0.2.${nth++}`))).toBe(100)
  })

  it('counts attempts that are made side by side', async () => {
    const limits = createSignInLimits()
    const taken = await Promise.all(Array.from({ length: 30 }, () => limits.take('ada@example.edu', '192.0.2.1')))
    expect(taken.filter(Boolean)).toHaveLength(10)
  })

  it('forgets the wrong attempts of who then gets it right', async () => {
    const limits = createSignInLimits()
    await attempts(9, () => limits.take('ada@example.edu', '192.0.2.1'))
    await limits.take('ada@example.edu', '192.0.2.1')
    await limits.forgive('ada@example.edu', '192.0.2.1')
    expect(await attempts(20, () => limits.take('ada@example.edu', '192.0.2.1'))).toBe(10)
  })
})

describe('the network of an address', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::9', '2001:db8:1:2'],
    ['2001:db8::9', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
  ])('of %s is %s', (address, network) => expect(networkOf(address)).toBe(network))
})
