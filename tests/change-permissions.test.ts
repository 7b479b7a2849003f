import { describe, expect, test } from 'vitest'
import type { Principal } from '@/lib/auth/permissions'
import { archiveFeature } from '@/lib/changes/archive-feature'
import type { ChangeContext } from '@/lib/changes/change-context'
import { changeFeature } from '@/lib/changes/change-feature'
import { clearStage } from '@/lib/changes/clear-stage'
import { createFeature } from '@/lib/changes/create-feature'
import { ChangeError } from '@/lib/changes/errors'
import { optIn } from '@/lib/changes/opt-in'
import { optOut } from '@/lib/changes/opt-out'
import { removeExemption } from '@/lib/changes/remove-exemption'
import { restoreFeature } from '@/lib/changes/restore-feature'
import { setExemption } from '@/lib/changes/set-exemption'
import { setStage } from '@/lib/changes/set-stage'
import { migratedDatabases } from './support/import'
import { ADMIN_KEY, DECIDE_KEY, OPERATOR, SUPPORT, SYSTEM_ADMIN } from './support/principals'
import { written } from './support/written'

const { shared } = migratedDatabases()
const aviary = shared((fresh) =>
  fresh.load({
    publishers: [{ id: 'pub', name: 'Press' }],
    projects: [{ id: 'p1', title: 'Chemistry' }],
  }),
)

// decision.md, "Who may do what": stages, exemptions, scope opt-ins, features.
const WHO: readonly [string, Principal, 'yes' | 'no'][] = [
  ['a system admin', SYSTEM_ADMIN, 'yes'],
  ['support', SUPPORT, 'no'],
  ['an app', DECIDE_KEY, 'no'],
  ['an admin key', ADMIN_KEY, 'yes'],
  ['whoever runs a command', OPERATOR, 'yes'],
]

const project = { scopeType: 'project', scopeId: 'p1' } as const
type Verb = (context: ChangeContext, feature: string) => Promise<unknown>

// In an order in which each has something to do.
const VERBS: Readonly<Record<string, Verb>> = {
  'create a feature': (context, name) =>
    createFeature(context, { name, description: 'A feature', contexts: 'both', rolloutMode: 'canary' }),
  'change a feature': (context, feature) => changeFeature(context, { feature }, { description: 'Another' }),
  'set a stage': (context, feature) => setStage(context, { feature, place: project }, { stage: 'internal_only' }),
  'clear a stage': (context, feature) => clearStage(context, { feature, place: project }, { reason: 'Over.' }),
  'opt a project in': (context, feature) => optIn(context, { feature, ...project }, {}),
  'opt a project out': (context, feature) => optOut(context, { feature, ...project }, {}),
  'set an exemption': (context, feature) =>
    setExemption(context, { feature, publisherId: 'pub' }, { effect: 'force_enable', note: 'pilot' }),
  'remove an exemption': (context, feature) =>
    removeExemption(context, { feature, publisherId: 'pub' }, { note: 'over' }),
  'archive a feature': (context, feature) => archiveFeature(context, { feature }, {}),
  'restore a feature': (context, feature) => restoreFeature(context, { feature }, {}),
}

const outcomeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'yes',
    (error) => (error instanceof ChangeError && error.code === 'forbidden' ? 'no' : error),
  )

describe.each(WHO)('%s', (who, principal, allowed) => {
  test.each(Object.entries(VERBS))(`may ${allowed === 'no' ? 'not ' : ''}%s`, async (_what, verb) => {
    const context = { pool: aviary().pool, principal, requestId: 'test' }
    const feature = who.replaceAll(' ', '-')
    const { result, entries, revisions } = await written(aviary(), () => outcomeOf(verb(context, feature)))
    expect(result).toBe(allowed)
    expect([entries.length, revisions]).toEqual(allowed === 'yes' ? [1, 1] : [0, 0])
    const { kind: actorKind, name: actorName } = principal
    for (const entry of entries) expect(entry).toMatchObject({ actorKind, actorName, feature, requestId: 'test' })
  })
})

test.each(Object.entries(VERBS))(
  '%s: what is no name at all is refused before the database sees it',
  async (what, verb) => {
    const context = { pool: aviary().pool, principal: SYSTEM_ADMIN, requestId: 'test' }
    for (const feature of ['', 'a\u0000', { toString: 'x' }, null])
      await expect(verb(context, feature as string), what).rejects.toMatchObject({ code: 'invalid_request' })
  },
)
