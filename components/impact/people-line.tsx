import { type LucideIcon, UserMinus, UserPlus } from 'lucide-react'
import type { ImpactAnswer } from '@/lib/contracts/api/impact'
import { peopleIn, peopleText } from './impact-words'

const LOOKS: Record<'gain' | 'lose', { icon: LucideIcon; ink: string; one: string; many: string }> = {
  gain: { icon: UserPlus, ink: 'text-allow', one: 'gains access', many: 'gain access' },
  lose: { icon: UserMinus, ink: 'text-deny', one: 'loses access', many: 'lose access' },
}

interface PeopleLineProps {
  readonly way: 'gain' | 'lose'
  readonly people: ImpactAnswer['gain']
}

/** How many gain or lose, and the first of them by name. */
export function PeopleLine({ way, people }: PeopleLineProps) {
  const { icon: Icon, ink, one, many } = LOOKS[way]
  const count = peopleIn(people)
  if (count === 0) return null
  const first = [...people.authors.first, ...people.users.first].slice(0, 10)
  return (
    <div className="flex gap-3">
      <Icon aria-hidden="true" className={`mt-0.5 size-4 shrink-0 ${ink}`} />
      <div className="min-w-0">
        <p>
          <strong className={`font-semibold ${ink}`}>{peopleText(people)}</strong> {count === 1 ? one : many} in at
          least one place.
        </p>
        <p className="text-12 text-muted wrap-anywhere">
          {first.map(({ id, name }, nth) => (
            <span key={id}>
              {nth > 0 && ', '}
              <bdi>{name}</bdi>
            </span>
          ))}
          {count > first.length && ` and ${(count - first.length).toLocaleString('en')} more`}
        </p>
      </div>
    </div>
  )
}
