import { ShieldCheck, ShieldX } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import type { ExemptionEffect } from '@/lib/rollout'
import { EFFECTS } from './exemption-words'

const LOOKS = {
  deny: { tone: 'deny', icon: ShieldX },
  force_enable: { tone: 'allow', icon: ShieldCheck },
} as const

interface EffectBadgeProps {
  readonly effect: ExemptionEffect
  readonly isExpired?: boolean
}

/** What an exemption does; one that has expired does nothing, and looks it. */
export function EffectBadge({ effect, isExpired = false }: EffectBadgeProps) {
  const { tone, icon } = LOOKS[effect]
  return (
    <span className="inline-flex flex-wrap gap-1">
      <Badge tone={isExpired ? 'outline' : tone} icon={icon}>
        {EFFECTS[effect].state}
      </Badge>
      {isExpired && <Badge tone="warn">Expired</Badge>}
    </span>
  )
}
