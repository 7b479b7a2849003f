import { describe, expect, test } from 'vitest'
import { exportState } from '@/lib/queries/export-state'
import { largeDocument } from '../scripts/support/large-document'
import { type Aviary, migratedDatabases } from './support/import'
import { SYSTEM_ADMIN } from './support/principals'

const { fresh } = migratedDatabases()

const count = async (aviary: Aviary, table: string) =>
  Number((await aviary.rows(`SELECT count(*) FROM ${table}`))[0]?.count)

describe('an import of 100,000 accounts, 10,000 sections and 50,000 opt-ins', () => {
  test('is whole, is audited fact by fact, and comes out again as it went in', { timeout: 300_000 }, async () => {
    const aviary = await fresh()
    const document = largeDocument()
    // A busy test machine is no reason to refuse it.
    const plan = await aviary.load(document, { reason: 'moving over', lockBudgetMs: 120_000 })
    const rows = Object.values(document).flatMap((list) => (Array.isArray(list) ? [list.length] : []))
    expect(plan.created.count).toBe(rows.reduce((sum, length) => sum + length, 0))
    expect((await count(aviary, 'users')) + (await count(aviary, 'authors'))).toBe(100_000)
    expect(await count(aviary, 'sections')).toBe(10_000)
    expect(await count(aviary, 'scoped_feature_flag_states')).toBe(50_000)
    // 10 internal authors, 5 features, 50,000 opt-ins, 5 rollouts, and the import itself.
    expect(await count(aviary, 'audit_events')).toBe(50_021)
    const state = await exportState({ pool: aviary.pool, principal: SYSTEM_ADMIN })
    const again = await aviary.load(JSON.parse(JSON.stringify(state)))
    expect(again).toMatchObject({
      created: { count: 0 },
      changed: { count: 0 },
      unchanged: { count: plan.created.count },
    })
  })
})
