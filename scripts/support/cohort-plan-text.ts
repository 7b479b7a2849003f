import { ACTOR_TYPES, SCOPE_TYPES, STAGE_PERCENT } from '@/lib/rollout'
import type { Places } from './cohort-features'
import type { CohortCount, CohortPlan, Move } from './cohort-moves'
import { markdownTable } from './markdown-table'

const HEADING = ['Feature', 'Percent', 'Set at', 'Kind', 'In today', 'In later', 'Stay', 'Leave', 'Join']

function placesText(places: Places): string {
  const parts = SCOPE_TYPES.flatMap((scopeType) => {
    const count = places[scopeType] ?? 0
    if (count === 0) return []
    return scopeType === 'global' ? ['global'] : [`${count} ${scopeType}${count === 1 ? '' : 's'}`]
  })
  return parts.join(', ') || 'nowhere'
}

function rowOf({ feature, stage, actorType, today, later, stay }: CohortCount): (string | number)[] {
  const set = placesText(feature.setAt[stage])
  return [feature.name, STAGE_PERCENT[stage], set, actorType, today, later, stay, today - stay, later - stay]
}

/** The plan as Markdown. */
export function planMarkdown({ revision, actors, counts }: CohortPlan, version: number): string {
  const looked = ACTOR_TYPES.map((type) => `${actors[type].all} ${type}s, ${actors[type].internal} of them internal`)
  return [
    `# Who would move under version ${version} of the hash contract`,
    '',
    `At revision ${revision}: ${looked.join('; ')}. Internal actors get in whatever their bucket is: they do not move, and no row counts them.`,
    '',
    markdownTable(HEADING, counts.map(rowOf)),
  ].join('\n')
}

export const MOVE_HEADING = ['feature', 'percent', 'effect', 'type', 'id']

/** A move as cells under `MOVE_HEADING`. */
export function moveRow({ feature, stage, effect, actorType, actorId }: Move): string[] {
  return [feature, String(STAGE_PERCENT[stage]), effect, actorType, actorId]
}
