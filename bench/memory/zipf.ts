import { seededRandom } from '../support/statistics'

/** Numbers from 0 to `count` − 1, the nth with a probability in proportion to 1 / (n + 1). */
export function zipf(count: number, seed: number): () => number {
  const random = seededRandom(seed)
  const upTo = new Float64Array(count)
  let sum = 0
  for (let nth = 0; nth < count; nth++) {
    sum += 1 / (nth + 1)
    upTo[nth] = sum
  }
  return () => {
    const drawn = random() * sum
    let low = 0
    for (let high = count - 1; low < high; ) {
      const middle = (low + high) >>> 1
      if ((upTo[middle] ?? 0) < drawn) low = middle + 1
      else high = middle
    }
    return low
  }
}

/**
 * The share of decisions answered from memory once entries expire as fast as they come: between two expiries, a TTL
 * apart, each key that is asked for at all is loaded once. Computed, for a run would take a quarter of an hour.
 */
export function steadyHitRate(keys: number, ratePerS: number, ttlS: number): number {
  let harmonic = 0
  for (let nth = 1; nth <= keys; nth++) harmonic += 1 / nth
  let hits = 0
  for (let nth = 1; nth <= keys; nth++) {
    const share = 1 / nth / harmonic
    // Asked for at random, a key is loaded once and then hit for a TTL: of 1 + rate × TTL decisions all but one hit.
    const during = ratePerS * share * ttlS
    hits += share * (during / (1 + during))
  }
  return hits
}
