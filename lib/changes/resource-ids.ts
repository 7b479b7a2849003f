import type { PlaceName } from '@/lib/contracts/targets'

/** The columns that name a place: the project's id and the section's, of which one at most is set. */
export function resourceIds({
  scopeType,
  scopeId,
}: PlaceName): readonly [project: string | null, section: string | null] {
  return [scopeType === 'project' ? scopeId : null, scopeType === 'section' ? scopeId : null]
}
