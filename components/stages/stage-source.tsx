import { Badge } from '@/components/ui/badge'
import type { ScopeType, Stage } from '@/lib/rollout'
import { stageLabel } from './stage-words'

interface StageFrom {
  readonly stage: Stage
  readonly source: {
    readonly scopeType: ScopeType | 'default'
    readonly scopeId: string | null
    readonly title: string | null
  } | null
}

/** How a feature stands at a project or a section, as far as its stage goes: `Standing` of lib/contracts is one. */
export interface StageStanding {
  readonly own: { readonly stage: Stage; readonly version: number } | null
  readonly inherited: StageFrom
  readonly effective: StageFrom
  readonly isShadowed: boolean
}

function sourceText({ source }: StageFrom): string {
  switch (source?.scopeType) {
    case 'global':
      return 'From the global stage'
    case 'project':
    case 'section':
      return `From ${source.scopeType} ${source.title ?? source.scopeId}`
    default:
      return source === null ? 'Scoped only: no stages' : 'Nobody ever set a stage'
  }
}

/** Where a place's stage comes from; what shadows its own, in a sentence. */
export function StageSource({ standing }: { readonly standing: StageStanding }) {
  const { own, effective, isShadowed } = standing
  if (isShadowed && own !== null) {
    return (
      <div className="grid justify-items-start gap-1">
        <Badge tone="warn">{sourceText(effective)}</Badge>
        <p className="text-12 text-muted wrap-anywhere">
          The project’s stage wins over this section’s own, {stageLabel(own.stage)}. Changing that does nothing here
          until the project’s is cleared.
        </p>
      </div>
    )
  }
  return (
    <div>
      <Badge tone={own === null ? 'neutral' : 'outline'}>{own === null ? sourceText(effective) : 'Own stage'}</Badge>
    </div>
  )
}
