import { hash } from 'node:crypto'
import { type ActorType, HASH_VERSION, STAGE_PERCENT, STAGES, type Stage } from './vocabulary'

const BITS = 256n
const HEX_DIGITS = 64
const BUCKETS = 1_000_000
const BUCKETS_PER_PERCENT = 10_000
const TWO_32 = 2 ** 32

function thresholdHex(percent: number): string {
  const largest = 2n ** BITS - 1n
  return ((largest * BigInt(percent)) / 100n).toString(16).padStart(HEX_DIGITS, '0')
}

const THRESHOLD_HEX = Object.fromEntries(
  STAGES.map((stage) => [stage, thresholdHex(STAGE_PERCENT[stage])]),
) as Readonly<Record<Stage, string>>

/**
 * An actor's place in a feature's cohort: the hash contract's number `h` as 64 lower-case hex digits.
 * Source: decision.md, section "The cohort: hash contract, version 1"; explained in docs/hash-contract.md.
 */
export function cohortHex(feature: string, actorType: ActorType, actorId: string): string {
  return hash('sha256', `${feature}:${actorType}:${actorId}:${HASH_VERSION}`, 'hex')
}

/**
 * Whether `h` is in the cohort that a stage admits: `h < floor((2^256 - 1) * p / 100)`.
 * Texts of equal length in lower-case hex compare as their numbers do, so all 256 bits count.
 */
export function isInCohort(hex: string, stage: Stage): boolean {
  return hex < THRESHOLD_HEX[stage]
}

/** The bucket shown to people, 0 to 99.9999 percent: exactly `floor(h * 10^6 / 2^256) / 10^4`, for every `h`. */
export function bucketOf(hex: string): number {
  const scaled = topBits(hex) * BUCKETS
  const whole = Math.floor(scaled / TWO_32)
  // The 224 bits left out add less than BUCKETS to `scaled`; only this near to the next bucket could they carry.
  const mayCarry = scaled - whole * TWO_32 > TWO_32 - BUCKETS
  return (mayCarry ? exactBucketIndex(hex) : whole) / BUCKETS_PER_PERCENT
}

function exactBucketIndex(hex: string): number {
  return Number((BigInt(`0x${hex}`) * BigInt(BUCKETS)) >> BITS)
}

/** The first 32 of 256 bits: times 10^6 they still fit a double's 53. Digit by digit: parseInt costs ten times that. */
function topBits(hex: string): number {
  let bits = 0
  for (let i = 0; i < 8; i++) bits = bits * 16 + digitValue(hex.charCodeAt(i))
  return bits
}

/** ASCII 0-9 is 0x30 and up, a-f 0x61 and up: bit 6 tells them apart. */
function digitValue(code: number): number {
  return (code & 15) + (code >> 6) * 9
}
