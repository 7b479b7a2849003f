import { isIPv6 } from 'node:net'
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import { plainAddress } from '@/lib/trusted-proxies'

const WINDOW_S = 600
const LIMITS = { address: 50, accountAtAddress: 10, account: 100 } as const

/** Wrong attempts, counted by this process over ten minutes. */
export interface SignInLimits {
  /** Counts an attempt before it is judged, so that attempts side by side all count. Resolves to false when it is one too many. */
  take(email: string, address: string): Promise<boolean>
  /** Gives back what a right attempt took. */
  forgive(email: string, address: string): Promise<void>
}

/** The network that an address counts for: itself, or the /64 that one household has of IPv6. */
export function networkOf(address: string): string {
  const plain = plainAddress(address)
  if (!isIPv6(plain)) return plain
  const [head = '', tail] = plain.split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail ? tail.split(':') : []
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length
  return [...before, ...Array<string>(zeros).fill('0'), ...after].slice(0, 4).join(':')
}

const limiter = (points: number) => new RateLimiterMemory({ points, duration: WINDOW_S })

/**
 * Slows sign-in by address and by account (reliability.md, "The doors"). The tight limit is of an account from one
 * address, so that a stranger can't lock its owner out; the wide ones stop a search over many of either.
 */
export function createSignInLimits(): SignInLimits {
  const byAddress = limiter(LIMITS.address)
  const byAccountAtAddress = limiter(LIMITS.accountAtAddress)
  const byAccount = limiter(LIMITS.account)

  async function take(email: string, address: string): Promise<boolean> {
    const network = networkOf(address)
    const isRefused = (_refused: RateLimiterRes) => false
    // The address first: who is refused there adds no accounts to the memory.
    for (const [counter, key] of [
      [byAddress, network],
      [byAccountAtAddress, `${email} ${network}`],
      [byAccount, email],
    ] as const) {
      if (!(await counter.consume(key).then(() => true, isRefused))) return false
    }
    return true
  }

  async function forgive(email: string, address: string): Promise<void> {
    const network = networkOf(address)
    await byAccountAtAddress.delete(`${email} ${network}`)
    await Promise.all([byAddress.reward(network), byAccount.reward(email)])
  }

  return { take, forgive }
}
