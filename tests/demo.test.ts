import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { RowOf, Rows } from '@/lib/changes/import/lists'
import { exportState } from '@/lib/queries/export-state'
import { bucketOf, cohortHex, isInCohort, STAGES } from '@/lib/rollout'
import { demoText } from '@/prisma/demo/document'
import { loadDemo } from '@/prisma/seed'
import { migratedDatabases } from './support/import'
import { SYSTEM_ADMIN } from './support/principals'

const { fresh } = migratedDatabases()
const text = readFileSync(new URL('../prisma/demo.json', import.meta.url), 'utf8')
const demo: Rows = JSON.parse(text)

const own = (feature: string) => demo.rollouts.filter((row) => row.feature === feature)
const find = <Row extends { id: string }>(rows: Row[], id: string) => rows.find((row) => row.id === id)

describe('the demo data', () => {
  test('is what make-demo.ts writes, byte for byte', () => {
    expect(demoText()).toBe(text)
  })

  test('has a directory worth exploring', () => {
    expect(demo.publishers).toHaveLength(6)
    expect(demo.projects).toHaveLength(25)
    expect(demo.sections).toHaveLength(80)
    expect(demo.authors).toHaveLength(150)
    expect(demo.users).toHaveLength(3000)
    expect([...demo.authors, ...demo.users].filter(({ isInternal }) => isInternal)).toHaveLength(21)
    expect(demo.users.some(({ name }) => /\p{Script=Arabic}/u.test(name))).toBe(true)
    expect(demo.users.some(({ name }) => /\p{Script=Han}/u.test(name))).toBe(true)
  })

  test('writes to nobody who could exist', () => {
    const emails = [...demo.authors, ...demo.users].flatMap(({ email }) => email ?? [])
    expect(emails.filter((email) => !/^[a-z]+\.[a-z]+\d*@example\.(edu|org)$/.test(email))).toEqual([])
  })

  test('has features in both modes, of all contexts, at every stage, and overrides of which some are shadowed', () => {
    expect(demo.features).toHaveLength(12)
    expect(new Set(demo.features.map(({ rolloutMode }) => rolloutMode))).toEqual(new Set(['canary', 'scoped_only']))
    expect(new Set(demo.features.flatMap(({ contexts = [] }) => contexts))).toEqual(
      new Set(['authoring', 'delivery', 'both']),
    )
    const globals = demo.rollouts.filter(({ scopeType }) => scopeType === 'global')
    expect(new Set(globals.map(({ stage }) => stage))).toEqual(new Set(STAGES))
    expect(demo.rollouts.filter(isShadowed).map(({ feature, scopeId }) => [feature, scopeId])).toEqual([
      ['adaptive_duplication', '77'],
      ['live_annotations', '8'],
    ])
  })

  test('has exemptions of both effects, one that is over and one that lasts long', () => {
    expect(new Set(demo.exemptions.map(({ effect }) => effect))).toEqual(new Set(['deny', 'force_enable']))
    const expiries = demo.exemptions.flatMap(({ expiresAt }) => (expiresAt == null ? [] : [expiresAt]))
    expect(expiries.toSorted()).toEqual(['2025-06-30T22:00:00.000Z', '2035-01-01T00:00:00.000Z'])
  })

  test("holds the specification's example, which user 1042 is allowed by cohort", () => {
    expect(find(demo.sections, '77')).toMatchObject({ projectId: '12', publisherId: '3' })
    expect(find(demo.users, '1042')).toMatchObject({ isInternal: false })
    expect(demo.scopeStates).toContainEqual({ feature: 'adaptive_duplication', scopeType: 'section', scopeId: '77' })
    expect(own('adaptive_duplication').find(({ scopeId }) => scopeId === '12')?.stage).toBe('fifty_percent')
    expect(
      demo.exemptions.find((row) => row.feature === 'adaptive_duplication' && row.publisherId === '3'),
    ).toBeUndefined()
    const cohort = cohortHex('adaptive_duplication', 'user', '1042')
    expect([isInCohort(cohort, 'five_percent'), isInCohort(cohort, 'fifty_percent')]).toEqual([false, true])
    expect(bucketOf(cohort)).toBe(9.6764)
  })

  test('loads into an empty database as it stands, and into no other', async () => {
    const { pool, rows } = await fresh()
    const plan = await loadDemo(pool)
    expect(plan?.created.count).toBe(Object.values(demo).flat().length - 1)
    expect(await exportState({ pool, principal: SYSTEM_ADMIN })).toEqual(demo)
    const [entry] = await rows(
      `SELECT actor_kind, actor_id, actor_name, note FROM audit_events WHERE action = 'import'`,
    )
    expect(entry).toEqual({ actor_kind: 'command', actor_id: 'demo', actor_name: 'Demo data', note: 'Demo data' })
    expect(await loadDemo(pool)).toBeNull()
  })
})

function isShadowed({ feature, scopeType, scopeId }: RowOf<'rollouts'>): boolean {
  const section = scopeType === 'section' ? find(demo.sections, scopeId) : undefined
  return own(feature).some((row) => row.scopeType === 'project' && row.scopeId === section?.projectId)
}
