import { ShieldCheck, ShieldX } from 'lucide-react'
import { RelativeTime } from '@/components/ui/relative-time'
import type { FeatureAtPlace } from '@/lib/contracts/api/place-reads'
import { PlaceLink } from './place-link'
import type { Resource } from './resource'

interface ExemptionLineProps {
  readonly exemption: NonNullable<FeatureAtPlace['exemption']>
  readonly publisher: Resource['publisher']
}

const LOOKS = {
  deny: { icon: ShieldX, ink: 'text-deny', said: 'Denied to publisher' },
  force_enable: { icon: ShieldCheck, ink: 'text-allow', said: 'Forced on for publisher' },
} as const

/** The publisher's exemption, which a decision here goes by. */
export function ExemptionLine({ exemption: { effect, expiresAt }, publisher }: ExemptionLineProps) {
  const { icon: Icon, ink, said } = LOOKS[effect]
  return (
    <p className={`flex gap-2 ${ink}`}>
      <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <span className="min-w-0">
        {said}{' '}
        {publisher !== null && (
          <PlaceLink to="publishers" id={publisher.id} look="inline">
            {publisher.name}
          </PlaceLink>
        )}
        {expiresAt !== null && (
          <>
            , until <RelativeTime at={expiresAt} />
          </>
        )}
        {effect === 'deny' ? ', whatever the stage.' : ', at every stage but Off.'}
      </span>
    </p>
  )
}
