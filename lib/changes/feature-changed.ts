import type { FeatureChanged } from '@/lib/contracts/api/features-changes'
import type { FeatureRow } from '@/lib/queries/find-feature'
import { ChangeError } from './errors'
import type { SeenVersion } from './seen-version'

/** Lets a writer on who saw the feature as it stands, or who names no version. @throws ChangeError `version_conflict` */
export function requireSeen(current: FeatureRow, { expectedVersion }: SeenVersion): void {
  if (expectedVersion === null || expectedVersion === current.version) return
  const members = { current }
  throw new ChangeError(
    'version_conflict',
    'The version you sent, or left out, is not that of the feature now. Nothing was written.',
    {
      members,
    },
  )
}

/** The feature as it is now, and what it was. @param after the same as `before` where nothing was written */
export function featureChanged(before: FeatureRow, after: FeatureRow): FeatureChanged {
  const { name: _name, ...replaced } = before
  return { ...after, changed: after !== before, replaced }
}
