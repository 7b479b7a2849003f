import type pg from 'pg'
import { ChangeError } from '@/lib/changes/errors'
import { requireFuture } from '@/lib/changes/require-future'
import type { ImpactChangeInput, ImpactCurrent, ImpactVerdict } from '@/lib/contracts/api/impact'
import type { PlaceName } from '@/lib/contracts/targets'
import {
  type ChangeRequest,
  type ImpactChange,
  judgeClear,
  judgeExemption,
  judgeModeChange,
  judgeSet,
  type LadderVerdict,
  type Place,
  supports,
  type WantedExemption,
} from '@/lib/rollout'
import { findExemption } from '../find-exemption'
import type { FeatureRow } from '../find-feature'
import { findPlace, GLOBAL, listPlaces } from '../places'
import { findResource } from './read-state'

/** A change as the core judges its impact, what the rules say of it, and what is there now. */
export interface JudgedChange {
  readonly change: ImpactChange
  readonly verdict: ImpactVerdict
  readonly current: ImpactCurrent
}

const MOST_NAMED = 100

const APPLY: ImpactVerdict = {
  outcome: 'apply',
  code: null,
  needsReason: false,
  direction: null,
  from: null,
  to: null,
  next: null,
  sections: [],
  places: [],
}
const NO_OP: ImpactVerdict = { ...APPLY, outcome: 'no_op' }

/** What is to be judged, as it was asked. */
interface Asked<Kind extends ImpactChangeInput['kind']> {
  readonly client: pg.ClientBase
  readonly feature: FeatureRow
  readonly given: Extract<ImpactChangeInput, { kind: Kind }>
  readonly nothing: ImpactCurrent
}

/**
 * Judges a change not yet made by the same functions of the core as the verb that would make it. To be called inside a
 * transaction that sees one moment.
 * @throws ChangeError `place_not_found`, `publisher_not_found`, `account_not_found`
 */
export function judgeChange(
  client: pg.ClientBase,
  feature: FeatureRow,
  given: ImpactChangeInput,
): Promise<JudgedChange> {
  const nothing: ImpactCurrent = {
    rollout: null,
    exemption: null,
    isOptedIn: null,
    isInternal: null,
    rolloutMode: feature.rolloutMode,
    featureVersion: feature.version,
  }
  const common = { client, feature, nothing }
  switch (given.kind) {
    case 'set_stage':
    case 'clear_stage':
      return stageChange({ ...common, given })
    case 'set_exemption':
    case 'remove_exemption':
      return exemptionChange({ ...common, given })
    case 'opt_in':
    case 'opt_out':
      return optInChange({ ...common, given })
    case 'set_mode':
      return modeChange({ ...common, given })
    case 'set_internal':
      return internalChange({ ...common, given })
    case 'archive':
      return Promise.resolve({ change: { kind: 'archive' }, verdict: APPLY, current: nothing })
    default:
      return given satisfies never
  }
}

function ladderVerdict(judge: (request: ChangeRequest) => LadderVerdict, request: ChangeRequest): ImpactVerdict {
  const bare = judge({ ...request, reason: null })
  const needsReason = bare.verdict === 'refuse' && bare.code === 'reason_required'
  const verdict = needsReason ? judge({ ...request, reason: 'given' }) : bare
  if (verdict.verdict === 'no_op') return { ...NO_OP, from: verdict.stage, to: verdict.stage }
  if (verdict.verdict === 'apply') {
    const { direction, from, to } = verdict
    return { ...APPLY, needsReason, direction, from, to }
  }
  const refused = { ...APPLY, outcome: 'refuse', needsReason } as const
  if (verdict.code === 'stage_skipped') {
    const { code, from, to, next, sections } = verdict
    return { ...refused, code, from, to, next, sections: sections.slice(0, MOST_NAMED) }
  }
  return verdict.code === 'version_conflict' ? { ...refused, code: verdict.code, from: verdict.stage } : refused
}

function judgeOn(place: Place, given: Asked<'set_stage' | 'clear_stage'>['given'], request: ChangeRequest) {
  if (given.kind === 'set_stage') return judgeSet(place, given.stage, request)
  if (place.scopeType === 'global') throw new Error('the global stage is never cleared')
  return judgeClear(place, request)
}

async function stageChange({ client, feature, given, nothing }: Asked<'set_stage' | 'clear_stage'>) {
  const { scopeType } = given
  const name: PlaceName = scopeType === 'global' ? GLOBAL : { scopeType, scopeId: given.scopeId }
  const { item, place } = await findPlace(client, feature.name, name)
  const { expectedVersion = place.version } = given
  const request = { reason: null, expectedVersion, hasIfMatch: false }
  const stage = given.kind === 'set_stage' ? given.stage : null
  return {
    change: { kind: 'stage', ...name, stage } as const,
    verdict: ladderVerdict((asked) => judgeOn(place, given, asked), request),
    current: { ...nothing, rollout: item },
  }
}

async function exemptionChange({ client, feature, given, nothing }: Asked<'set_exemption' | 'remove_exemption'>) {
  const { publisherId } = given
  const { item, standing, nowMs } = await findExemption(client, feature.name, publisherId)
  const wanted = wantedExemption(given, standing?.note ?? '')
  requireFuture('The exemption', wanted?.expiresAt ?? null, nowMs)
  const { expectedVersion = standing?.version ?? null } = given
  const judged = judgeExemption(standing, wanted, { reason: 'given', expectedVersion, hasIfMatch: false }, nowMs)
  const conflict = { ...APPLY, outcome: 'refuse', code: 'version_conflict' } as const
  // Setting one takes a note, and removing one a reason.
  const verdict =
    judged.verdict === 'refuse' ? conflict : judged.verdict === 'no_op' ? NO_OP : { ...APPLY, needsReason: true }
  return {
    change: { kind: 'exemption', publisherId, exemption: wanted } as const,
    verdict,
    current: { ...nothing, exemption: item },
  }
}

/** null: removed. @param note that it is judged with where none is given */
function wantedExemption(
  given: Asked<'set_exemption' | 'remove_exemption'>['given'],
  note: string,
): WantedExemption | null {
  if (given.kind === 'remove_exemption') return null
  const { effect, expiresAt = null } = given
  return { effect, note: given.note ?? note, expiresAt: expiresAt === null ? null : Date.parse(expiresAt) }
}

async function optInChange({ client, feature, given, nothing }: Asked<'opt_in' | 'opt_out'>) {
  const { scopeType, scopeId } = given
  const isOptedIn = given.kind === 'opt_in'
  const { item } = await findPlace(client, feature.name, { scopeType, scopeId })
  const now = await findResource(client, feature.name, scopeType, scopeId)
  const isNow = now?.isOptedIn === true
  const refused = { ...APPLY, outcome: 'refuse', code: 'scope_unsupported' } as const
  const isSupported = !isOptedIn || supports(feature.contexts, scopeType)
  return {
    change: { kind: 'opt_in', resourceType: scopeType, resourceId: scopeId, isOptedIn } as const,
    verdict: isNow === isOptedIn ? NO_OP : isSupported ? APPLY : refused,
    current: { ...nothing, rollout: item, isOptedIn: isNow },
  }
}

async function modeChange({ client, feature, given, nothing }: Asked<'set_mode'>) {
  const own = await listPlaces(client, feature.name)
  const rollouts = own.flatMap(({ scopeType, scopeId, stage }) => (stage ? [{ scopeType, scopeId, stage }] : []))
  const verdict = judgeModeChange(feature.rolloutMode, given.rolloutMode, rollouts)
  const setGlobalTo = verdict.verdict === 'apply' ? verdict.setGlobalTo : null
  const places = verdict.verdict === 'refuse' ? verdict.places.slice(0, MOST_NAMED) : []
  const refused: ImpactVerdict = { ...APPLY, outcome: 'refuse', code: 'stage_skipped', places }
  return {
    change: { kind: 'mode', mode: given.rolloutMode, setGlobalTo } as const,
    verdict: verdict.verdict === 'refuse' ? refused : verdict.verdict === 'no_op' ? NO_OP : APPLY,
    current: nothing,
  }
}

async function internalChange({ client, given, nothing }: Asked<'set_internal'>) {
  const { actorType, actorId, isInternal } = given
  const isNow = await findInternal(client, given)
  return {
    change: { kind: 'internal', actorType, actorId, isInternal } as const,
    verdict: internalVerdict(isNow, isInternal),
    current: { ...nothing, isInternal: isNow },
  }
}

/** What the rules say of an internal flag: a note is needed, and nothing else. */
export function internalVerdict(isNow: boolean, isInternal: boolean): ImpactVerdict {
  return isNow === isInternal ? NO_OP : { ...APPLY, needsReason: true }
}

/** An account's internal flag. @throws ChangeError `account_not_found` */
export async function findInternal(
  client: pg.ClientBase,
  { actorType, actorId }: { readonly actorType: 'author' | 'user'; readonly actorId: string },
): Promise<boolean> {
  const table = actorType === 'author' ? 'authors' : 'users'
  const { rows } = await client.query<{ is_internal: boolean }>(`SELECT is_internal FROM ${table} WHERE id = $1`, [
    actorId,
  ])
  const [row] = rows
  if (row === undefined) throw new ChangeError('account_not_found', `There is no ${actorType} of this id.`)
  return row.is_internal
}
