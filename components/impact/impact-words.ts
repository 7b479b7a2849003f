import { counted } from '@/lib/client/decision-words'
import type { ImpactAnswer } from '@/lib/contracts/api/impact'

const joined = (parts: readonly string[]) => parts.filter((part) => part !== '').join(' and ')

type ByType = ImpactAnswer['gain']

export const peopleIn = ({ authors, users }: ByType) => authors.count + users.count

/** "24 authors and 1,180 users". */
export const peopleText = ({ authors, users }: ByType) =>
  joined([
    authors.count > 0 ? counted(authors.count, 'author') : '',
    users.count > 0 ? counted(users.count, 'user') : '',
  ])

type Resources = ImpactAnswer['resources']

/** "3 projects and 1 section"; "no project or section" where there is none. */
function placesText({ projects, sections }: Resources, of: 'following' | 'overridden' | 'reached'): string {
  const text = joined([
    projects[of] > 0 ? counted(projects[of], 'project') : '',
    sections[of] > 0 ? counted(sections[of], 'section') : '',
  ])
  return text === '' ? 'No project or section' : text
}

const total = ({ projects, sections }: Resources, of: 'following' | 'overridden') => projects[of] + sections[of]

/** What follows the stage that changes, and what goes by a rollout of its own. */
export function followingText(resources: Resources): string {
  const following = total(resources, 'following')
  const overridden = total(resources, 'overridden')
  const first = `${placesText(resources, 'following')} opted in ${following === 1 || following === 0 ? 'follows' : 'follow'} this stage.`
  if (overridden === 0) return `${first} None has a rollout of its own.`
  const rest =
    overridden === 1 ? 'doesn’t: another rollout sets its stage.' : 'don’t: another rollout sets their stage.'
  return `${first} ${placesText(resources, 'overridden')} ${rest}`
}

export const reachedText = (resources: Resources) =>
  `${placesText(resources, 'reached')} opted in ${reached(resources) > 1 ? 'are' : 'is'} in reach of this change.`

const reached = ({ projects, sections }: Resources) => projects.reached + sections.reached
