import type pg from 'pg'
import type { z } from 'zod'
import { kindOf } from '@/lib/audit/fact-of-entry'
import { accountName } from '@/lib/contracts/api/accounts'
import type { AuditEntry } from '@/lib/contracts/api/audit'
import type { SetExemptionInput } from '@/lib/contracts/api/exemptions-changes'
import type { ChangeFeatureInput } from '@/lib/contracts/api/features-changes'
import { placeName, scopeTarget } from '@/lib/contracts/targets'
import { featureName, id } from '@/lib/contracts/text'
import { stage } from '@/lib/contracts/words'
import { findExemption } from '@/lib/queries/find-exemption'
import { findPlace } from '@/lib/queries/places'
import { policyInForce } from '@/lib/queries/policy'
import { archiveFeature } from './archive-feature'
import type { ChangeContext } from './change-context'
import { changeFeature } from './change-feature'
import { changePolicy } from './change-policy'
import { clearStage } from './clear-stage'
import { ChangeError } from './errors'
import { optIn } from './opt-in'
import { optOut } from './opt-out'
import { parseInput } from './parse-input'
import { removeExemption } from './remove-exemption'
import { restoreFeature } from './restore-feature'
import { setExemption } from './set-exemption'
import { setInternal } from './set-internal'
import { setStage } from './set-stage'

/** A change to be made inside an open one. */
interface Undoing {
  readonly context: ChangeContext
  readonly client: pg.ClientBase
  readonly entry: AuditEntry
  readonly note: string | undefined
}

const parsed = <Schema extends z.ZodType>(schema: Schema, given: unknown) => parseInput(schema, given)

async function stageBack({ context, client, entry, note: reason }: Undoing): Promise<unknown> {
  const feature = parsed(featureName, entry.feature)
  const place = parsed(placeName, { scopeType: entry.scopeType, scopeId: entry.scopeId })
  // The place is as the entry left it, under the lock: that is the version that was seen.
  const expectedVersion = (await findPlace(client, feature, place)).item.version
  const target = { feature, place }
  if (entry.before !== null)
    return setStage(context, target, { stage: parsed(stage, entry.before.stage), reason, expectedVersion })
  // A global stage is not removed; before its first one it was `off`.
  if (place.scopeType === 'global') return setStage(context, target, { stage: 'off', reason, expectedVersion })
  return clearStage(context, target, { reason, expectedVersion })
}

function scopeBack({ context, entry, note: reason }: Undoing): Promise<unknown> {
  const { feature, scopeType, scopeId } = entry
  const target = parsed(scopeTarget, { feature, scopeType, scopeId })
  return entry.before === null ? optOut(context, target, { reason }) : optIn(context, target, { reason })
}

async function exemptionBack({ context, client, entry, note }: Undoing): Promise<unknown> {
  const target = { feature: parsed(featureName, entry.feature), publisherId: parsed(id, entry.scopeId) }
  const { item } = await findExemption(client, target.feature, target.publisherId)
  const expectedVersion = item?.version ?? null
  if (entry.before === null) return removeExemption(context, target, { note, expectedVersion })
  return setExemption(context, target, { ...(entry.before as unknown as SetExemptionInput), expectedVersion })
}

function featureBack({ context, entry, note: reason }: Undoing): Promise<unknown> {
  const target = { feature: parsed(featureName, entry.feature) }
  const { archived: wasArchived, ...before } = entry.before ?? {}
  if (wasArchived === entry.after?.archived)
    return changeFeature(context, target, { ...(before as ChangeFeatureInput), reason })
  return wasArchived === true
    ? archiveFeature(context, target, { reason })
    : restoreFeature(context, target, { reason })
}

async function settingBack({ context, client, entry }: Undoing): Promise<unknown> {
  const { version: expectedVersion } = await policyInForce(client)
  const supportMayToggleInternal = entry.before === null || entry.before.value === true
  return changePolicy(context, { supportMayToggleInternal, expectedVersion })
}

function accountBack({ context, entry, note = '' }: Undoing): Promise<unknown> {
  const account = parsed(accountName, { type: entry.scopeType, id: entry.scopeId })
  return setInternal(context, account, { isInternal: entry.before?.isInternal === true, note })
}

const BACK: Readonly<Record<string, (undoing: Undoing) => Promise<unknown>>> = {
  rollout: stageBack,
  scope: scopeBack,
  exemption: exemptionBack,
  feature: featureBack,
  author: accountBack,
  user: accountBack,
  setting: settingBack,
}

/**
 * Makes the change that is the opposite of an entry's, by the verb that everybody makes it by.
 * @param context with the open change, which the verb becomes a part of
 * @throws ChangeError `not_revertible`; whatever the verb throws
 */
export async function takeBack(
  context: ChangeContext,
  client: pg.ClientBase,
  entry: AuditEntry,
  note: string | undefined,
): Promise<void> {
  const back = BACK[kindOf(entry.action)]
  if (back === undefined) throw new ChangeError('not_revertible', 'There is no way back from this entry.')
  await back({ context, client, entry, note })
}
