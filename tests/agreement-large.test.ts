import { createHash } from 'node:crypto'
import pino from 'pino'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { StateDocument } from '@/lib/contracts/state-document'
import { startDecisionNode } from '@/lib/decisions/node'
import type { Stage } from '@/lib/rollout'
import { expectedReason } from '@/lib/rollout/testing/oracle'
import type { World } from '@/lib/rollout/testing/worlds'
import { largeDocument } from '../scripts/support/large-document'
import { migratedDatabases } from './support/import'

const { fresh } = migratedDatabases()

const STAGES: readonly Stage[] = ['off', 'internal_only', 'five_percent', 'fifty_percent', 'full']
const EFFECTS = ['deny', 'force_enable'] as const

/** On top of the large document: every stage at every kind of place, denies and forces, sections without opt-in. */
function overrides(): Partial<StateDocument> {
  const rollouts: NonNullable<StateDocument['rollouts']> = []
  const exemptions: NonNullable<StateDocument['exemptions']> = []
  for (let nth = 0; nth < 2000; nth++) {
    const feature = `feature_${nth % 5}`
    const stage = STAGES[Math.floor(nth / 5) % 5] as Stage
    if (nth % 4 === 0) rollouts.push({ feature, scopeType: 'project', scopeId: `${Math.floor(nth / 4)}`, stage })
    rollouts.push({ feature, scopeType: 'section', scopeId: `${nth * 5}`, stage })
  }
  for (let nth = 0; nth < 60; nth++) {
    const effect = EFFECTS[nth % 2] ?? 'deny'
    const expiresAt = nth % 3 === 0 ? '2001-01-01T00:00:00.000Z' : null
    const isNew = !exemptions.some((one) => one.feature === `feature_${nth % 5}` && one.publisherId === `p${nth % 20}`)
    if (isNew)
      exemptions.push({ feature: `feature_${nth % 5}`, publisherId: `p${nth % 20}`, effect, note: 'agreed', expiresAt })
  }
  return {
    version: 1,
    rollouts,
    exemptions,
    sections: [{ id: 'bare', title: 'Nothing here', projectId: '1', publisherId: 'p1' }],
  }
}

/** The hash contract once more, with whole numbers instead of text. */
function cohortOf(feature: string, type: string, id: string): World['cohort'] {
  const h = BigInt(`0x${createHash('sha256').update(`${feature}:${type}:${id}:1`).digest('hex')}`)
  const within = (percent: bigint) => h < ((2n ** 256n - 1n) * percent) / 100n
  if (within(5n)) return 'in 5'
  return within(50n) ? 'in 50 only' : 'out'
}

function worlds(base: StateDocument, over: Partial<StateDocument>) {
  const stageAt = new Map(
    [...(base.rollouts ?? []), ...(over.rollouts ?? [])].map((row) => [
      `${row.feature} ${row.scopeType} ${row.scopeId}`,
      row.stage,
    ]),
  )
  const optedIn = new Set((base.scopeStates ?? []).map((row) => `${row.feature} ${row.scopeType} ${row.scopeId}`))
  const exempt = new Map((over.exemptions ?? []).map((row) => [`${row.feature} ${row.publisherId}`, row]))

  function exemption(feature: string, publisherId: string): World['exemption'] {
    const row = exempt.get(`${feature} ${publisherId}`)
    if (row === undefined) return 'none'
    const effect = row.effect === 'deny' ? 'deny' : 'force'
    return row.expiresAt === null ? effect : `expired ${effect}`
  }

  return (
    feature: string,
    type: 'author' | 'user',
    account: { id: string; isInternal?: boolean | undefined },
    section: { id: string; projectId?: string | null | undefined; publisherId?: string | null | undefined },
  ): World => ({
    mode: 'canary',
    resource: 'section',
    isOptedIn: optedIn.has(`${feature} section ${section.id}`),
    project: stageAt.get(`${feature} project ${section.projectId}`) ?? null,
    section: stageAt.get(`${feature} section ${section.id}`) ?? null,
    global: stageAt.get(`${feature} global null`) ?? null,
    exemption: exemption(feature, section.publisherId ?? ''),
    isInternal: account.isInternal === true,
    cohort: cohortOf(feature, type, account.id),
  })
}

describe('decisions over 100,000 accounts, 10,000 sections and 50,000 opt-ins', () => {
  test('agree with decision.md for every account and every opt-in', { timeout: 600_000 }, async () => {
    const aviary = await fresh()
    const base = largeDocument()
    const over = overrides()
    await aviary.load(base, { reason: 'moving over', lockBudgetMs: 120_000 })
    await aviary.load(over, { reason: 'overrides', lockBudgetMs: 120_000 })
    const node = startDecisionNode({
      databaseUrl: aviary.url,
      maxStalenessMs: 300_000,
      kind: 'front',
      version: 'test',
      log: pino({ level: 'silent' }),
    })
    onTestFinished(() => node.close())
    await node.state.sync()
    const worldOf = worlds(base, over)
    const sections = [...(base.sections ?? []), ...(over.sections ?? [])]
    const accounts = [
      ...(base.authors ?? []).map((row) => ['author', row] as const),
      ...(base.users ?? []).map((row) => ['user', row] as const),
    ]
    const reasons = new Map<string, number>()
    const wrong: unknown[] = []
    let decisions = 0
    for (const [nth, section] of sections.entries()) {
      for (let turn = 0; turn < 10; turn++) {
        const [type, account] = accounts[(nth * 10 + turn) % accounts.length] ?? []
        if (type === undefined) throw new Error('there are accounts')
        const asked = { actor: { type, id: account.id }, resource: { type: 'section' as const, id: section.id } }
        const answer = await node.service.decideAll(asked)
        for (const decision of answer.decisions) {
          const expected = expectedReason(worldOf(decision.feature, type, account, section))
          reasons.set(decision.reason, (reasons.get(decision.reason) ?? 0) + 1)
          decisions++
          if (decision.reason !== expected) wrong.push({ asked, decision, expected })
        }
      }
    }
    expect(wrong.slice(0, 5)).toEqual([])
    expect(decisions).toBe(sections.length * 10 * 5)
    expect([...reasons.keys()].sort()).toEqual(
      [
        'cohort_allow',
        'cohort_deny',
        'internal',
        'not_internal',
        'publisher_denied',
        'publisher_force_enable',
        'scope_disabled',
        'stage_full',
        'stage_off',
      ].sort(),
    )
  })
})
