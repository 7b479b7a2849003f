import fc from 'fast-check'
import { archiveFeature } from '@/lib/changes/archive-feature'
import type { ChangeContext } from '@/lib/changes/change-context'
import { changeFeature } from '@/lib/changes/change-feature'
import { clearStage } from '@/lib/changes/clear-stage'
import { createFeature } from '@/lib/changes/create-feature'
import type { Changed } from '@/lib/changes/in-change'
import { optIn } from '@/lib/changes/opt-in'
import { optOut } from '@/lib/changes/opt-out'
import { removeExemption } from '@/lib/changes/remove-exemption'
import { restoreFeature } from '@/lib/changes/restore-feature'
import { setExemption } from '@/lib/changes/set-exemption'
import { setStage } from '@/lib/changes/set-stage'
import type { PlaceName } from '@/lib/contracts/targets'
import { EXEMPTION_EFFECTS, FEATURE_CONTEXTS, ROLLOUT_MODES, STAGES } from '@/lib/rollout'

export const PROJECTS = ['p1', 'p2']
export const SECTIONS: readonly { id: string; projectId: string | null }[] = [
  { id: 's1', projectId: 'p1' },
  { id: 's2', projectId: 'p1' },
  { id: 's3', projectId: null },
]
export const PUBLISHERS = ['pub1', 'pub2']

export type VerbKind = 'stage' | 'restore' | 'archive' | 'feature' | 'other'

/** A call of a verb on one feature. `seen`: the version that stands, an old one, or none. */
export interface VerbCall {
  readonly what: string
  readonly kind: VerbKind
  run(context: ChangeContext, feature: string, version: Versions): Promise<Changed<{ changed: boolean }>>
}

/** The version that stands at a name; null: nothing there. */
export type Versions = (name: string) => number | null

const seen = fc.constantFrom('present', 'present', 'present', 'old', 'none')
type Seen = 'present' | 'old' | 'none'

function versionOf(versions: Versions, name: string, how: string): number | null {
  const present = versions(name)
  if (how === 'present') return present
  return how === 'old' && present !== null ? present - 1 : null
}

const reason = fc.constantFrom('Because.', 'Because.', undefined)
const places: readonly PlaceName[] = [
  { scopeType: 'global', scopeId: null },
  ...PROJECTS.map((scopeId) => ({ scopeType: 'project' as const, scopeId })),
  ...SECTIONS.map(({ id }) => ({ scopeType: 'section' as const, scopeId: id })),
]
const place = fc.constantFrom(...places)
const resource = fc.constantFrom(...places.filter((it) => it.scopeType !== 'global'), {
  scopeType: 'project' as const,
  scopeId: 'nowhere',
})
const placeKey = ({ scopeType, scopeId }: PlaceName) => `${scopeType} ${scopeId ?? ''}`
const call = (what: string, kind: VerbKind, run: VerbCall['run']): VerbCall => ({ what, kind, run })

const stageCalls = fc
  .record({ place, stage: fc.option(fc.constantFrom(...STAGES), { freq: 6 }), reason, seen, isBound: fc.boolean() })
  .map(({ place, stage, reason, seen, isBound }) =>
    call(`${placeKey(place)} → ${stage} (${seen}, ${reason}, ${isBound})`, 'stage', (context, feature, versions) => {
      const expectedVersion = versionOf(versions, placeKey(place), seen)
      const target = { feature, place, ifMatch: isBound ? expectedVersion : null }
      return stage === null
        ? clearStage(context, target, { reason, expectedVersion })
        : setStage(context, target, { stage, reason, expectedVersion })
    }),
  )

const scopeCalls = fc.record({ resource, isIn: fc.boolean(), reason }).map(({ resource, isIn, reason }) =>
  call(`${placeKey(resource)} ${isIn ? 'in' : 'out'}`, 'other', (context, feature) => {
    const target = { feature, ...resource } as Parameters<typeof optIn>[1]
    return (isIn ? optIn : optOut)(context, target, { reason })
  }),
)

const exemption = fc.record({
  effect: fc.constantFrom(...EXEMPTION_EFFECTS),
  note: fc.constantFrom('contract', 'pilot'),
  expiresAt: fc.constantFrom(undefined, null, '2099-01-01T00:00:00Z', '2001-01-01T00:00:00Z'),
})
const exemptionCalls = fc
  .record({ publisherId: fc.constantFrom(...PUBLISHERS), set: fc.option(exemption, { freq: 2 }), reason, seen })
  .map(({ publisherId, set, reason, seen }) =>
    call(`${publisherId} ${JSON.stringify(set)} (${seen}, ${reason})`, 'other', (context, feature, versions) => {
      const expectedVersion = versionOf(versions, `publisher ${publisherId}`, seen)
      const target = { feature, publisherId }
      return set === null
        ? removeExemption(context, target, { note: reason, expectedVersion })
        : setExemption(context, target, { ...set, expectedVersion })
    }),
  )

const fields = {
  description: fc.constantFrom('A feature', 'Another'),
  contexts: fc.constantFrom(...FEATURE_CONTEXTS),
  rolloutMode: fc.constantFrom(...ROLLOUT_MODES),
}
const featureCalls = fc
  .record({ fields: fc.record(fields, { requiredKeys: [] }), seen: fc.constantFrom<Seen>('present', 'old', 'none') })
  .map(({ fields, seen }) =>
    call(`feature ${JSON.stringify(fields)} (${seen})`, 'feature', (context, feature, versions) => {
      const expectedVersion = versionOf(versions, 'feature', seen)
      return changeFeature(context, { feature }, { ...fields, ...(expectedVersion !== null && { expectedVersion }) })
    }),
  )

const lifeCalls = fc.constantFrom(
  call('archive', 'archive', (context, feature) => archiveFeature(context, { feature }, {})),
  call('restore', 'restore', (context, feature) => restoreFeature(context, { feature }, {})),
  call('create', 'other', (context, name) =>
    createFeature(context, { name, description: 'A feature', contexts: 'both', rolloutMode: 'canary' }),
  ),
)

/** Calls of every verb that changes a feature's facts: most of them stages, some of them refused. */
export const verbCalls = fc.array(
  fc.oneof(
    { weight: 10, arbitrary: stageCalls },
    { weight: 4, arbitrary: scopeCalls },
    { weight: 4, arbitrary: exemptionCalls },
    { weight: 4, arbitrary: featureCalls },
    { weight: 2, arbitrary: lifeCalls },
  ),
  { minLength: 30, maxLength: 60 },
)
