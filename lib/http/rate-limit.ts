import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { ApiKey } from '@/lib/auth/api-keys'
import { HttpError } from './http-error'

export interface RateLimit {
  /** Counts one request of the key. @throws HttpError `rate_limited` when the key's second is used up */
  take(key: ApiKey, ratePerS: number): Promise<void>
}

/** A key's own rate, counted by this process; keys without one are unlimited. */
export function createRateLimit(): RateLimit {
  const limiters = new Map<number, RateLimiterMemory>()

  async function take(key: ApiKey, rate: number): Promise<void> {
    let limiter = limiters.get(rate)
    if (limiter === undefined) {
      limiter = new RateLimiterMemory({ points: rate, duration: 1 })
      limiters.set(rate, limiter)
    }
    try {
      await limiter.consume(key.id)
    } catch (refused) {
      const waitS = refused instanceof RateLimiterRes ? Math.max(1, Math.ceil(refused.msBeforeNext / 1000)) : 1
      const headers = {
        'Retry-After': String(waitS),
        'RateLimit-Policy': `"key";q=${rate};w=1`,
        RateLimit: `"key";r=0;t=${waitS}`,
      }
      throw new HttpError('rate_limited', `This key may ask ${rate} times a second.`, { headers })
    }
  }

  return { take }
}
