import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ChangeError } from '@/lib/changes/errors'
import { exportState } from '@/lib/queries/export-state'
import { arbitraryDocument, canonical } from './support/arbitrary-document'
import { type Aviary, migratedDatabases, refusal } from './support/import'
import { SYSTEM_ADMIN } from './support/principals'
import { presentFacts, replayedFacts } from './support/trail'

const { fresh } = migratedDatabases()

const exported = (aviary: Aviary) => exportState({ pool: aviary.pool, principal: SYSTEM_ADMIN })

async function empty(aviary: Aviary): Promise<void> {
  const facts = ['flag_states', 'rollouts', 'exemptions'].map((name) => `scoped_feature_${name}`)
  const tables = [...facts, 'features', 'users', 'authors', 'sections', 'projects', 'publishers']
  await aviary.rows(tables.map((table) => `DELETE FROM ${table}`).join(';'))
}

describe('an export', () => {
  test('of what was imported is the document, in canonical form; imported again it changes nothing', async () => {
    const aviary = await fresh()
    const property = fc.asyncProperty(arbitraryDocument, async (document) => {
      await empty(aviary)
      await aviary.load(document, { reason: 'moving over' })
      const state = await exported(aviary)
      expect(state).toEqual(canonical(document))
      const before = await aviary.revision()
      const again = await aviary.load(JSON.parse(JSON.stringify(state)))
      expect([again.created.count, again.changed.count, again.importId]).toEqual([0, 0, null])
      expect(await aviary.revision()).toBe(before)
    })
    await fc.assert(property, { numRuns: 20 })
    expect(await replayedFacts(aviary)).toEqual(await presentFacts(aviary))
  })

  test('leaves out archived features, and all that hangs on them', async () => {
    const aviary = await fresh()
    const contexts = ['both' as const]
    await aviary.load(
      {
        publishers: [{ id: '3', name: 'P' }],
        projects: [{ id: '12', title: 'T' }],
        features: ['gone', 'kept'].map((name) => ({ name, description: 'd', contexts })),
        scopeStates: ['gone', 'kept'].map((feature) => ({ feature, scopeType: 'project', scopeId: '12' })),
        rollouts: ['gone', 'kept'].map((feature) => ({ feature, scopeType: 'global', scopeId: null, stage: 'off' })),
        exemptions: ['gone', 'kept'].map((feature) => ({ feature, publisherId: '3', effect: 'deny', note: 'n' })),
      },
      { reason: 'r' },
    )
    await aviary.rows(`UPDATE features SET archived_at = now() WHERE name = 'gone'`)
    expect(JSON.stringify(await exported(aviary))).not.toContain('gone')
    expect(await exported(aviary)).toMatchObject({ features: [{ name: 'kept' }], scopeStates: [{ feature: 'kept' }] })
  })

  test('needs the permission', async () => {
    const aviary = await fresh()
    for (const principal of [
      { kind: 'console_user', id: 'u2', name: 'Help', role: 'support' },
      { kind: 'api_key', id: 'k1', name: 'App', scopes: ['decide'] },
    ] as const) {
      expect((await refusal(exportState({ pool: aviary.pool, principal }))).code).toBe('forbidden')
    }
  })
})

describe('imports one after another', () => {
  test('are done whole or not at all, as a dry run said, and the audit trail tells the same state', async () => {
    const aviary = await fresh()
    const property = fc.asyncProperty(
      arbitraryDocument,
      fc.option(fc.constant('r'), { nil: undefined }),
      async (document, reason) => {
        const before = await exported(aviary)
        const foreseen = await aviary.load(document, { dryRun: true, reason })
        const plan = await aviary.load(document, { reason }).catch((error) => {
          if (error instanceof ChangeError && error.code === 'import_refused') return error
          throw error
        })
        if (plan instanceof ChangeError) {
          expect(plan.faults).toEqual(foreseen.faults)
          expect(foreseen.faults).not.toEqual([])
          expect(await exported(aviary)).toEqual(before)
        } else {
          expect({ ...plan, dryRun: true, importId: null, revision: null }).toEqual(foreseen)
          expect(await aviary.load(document)).toMatchObject({ created: { count: 0 }, changed: { count: 0 } })
        }
      },
    )
    await fc.assert(property, { numRuns: 30 })
    expect(await replayedFacts(aviary)).toEqual(await presentFacts(aviary))
  })
})
