import type { ExemptionFacts, ExemptionInForce } from './decision'
import type { ExemptionEffect } from './vocabulary'

const FOR_EVER: Readonly<Record<ExemptionEffect, ExemptionInForce>> = {
  deny: Object.freeze({ effect: 'deny', expiresAt: null }),
  force_enable: Object.freeze({ effect: 'force_enable', expiresAt: null }),
}

/** The exemption that counts at an instant (epoch ms), or null: from its `expiresAt` on it counts as absent. */
export function exemptionInForce(exemption: ExemptionFacts | null, nowMs: number): ExemptionInForce | null {
  if (exemption === null) return null
  const { effect, expiresAt } = exemption
  if (expiresAt === null) return FOR_EVER[effect]
  return nowMs < expiresAt ? { effect, expiresAt: new Date(expiresAt).toISOString() } : null
}
