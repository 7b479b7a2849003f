import { ShieldCheck, ShieldX } from 'lucide-react'
import { counted } from '@/lib/client/decision-words'
import type { ImpactAnswer } from '@/lib/contracts/api/impact'

const LOOKS = {
  denied: { icon: ShieldX, said: 'denied, whatever the stage' },
  forced: { icon: ShieldCheck, said: 'forced on, at every stage but Off' },
  'forced-off': { icon: ShieldX, said: 'forced on, and off too at Off' },
} as const

interface PublishersLineProps {
  readonly way: keyof typeof LOOKS
  readonly publishers: ImpactAnswer['publishers']['denied']
}

/** Which publishers the change passes by. */
export function PublishersLine({ way, publishers: { count, first } }: PublishersLineProps) {
  const { icon: Icon, said } = LOOKS[way]
  if (count === 0) return null
  return (
    <div className="flex gap-3">
      <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-muted" />
      <p className="min-w-0 wrap-anywhere">
        {counted(count, 'publisher is', 'publishers are')} {said}:{' '}
        {first.map(({ id, name }, nth) => (
          <span key={id}>
            {nth > 0 && ', '}
            <bdi>{name}</bdi>
          </span>
        ))}
        {count > first.length && ` and ${(count - first.length).toLocaleString('en')} more`}.
      </p>
    </div>
  )
}
