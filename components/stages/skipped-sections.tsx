import { Notice } from '@/components/ui/notice'
import type { ImpactVerdict } from '@/lib/contracts/api/impact'
import { stageLabel } from './stage-words'

/** Why a step would skip a stage, with the sections that it would raise too far. */
export function SkippedSections({ verdict }: { readonly verdict: ImpactVerdict }) {
  const { code, sections, next } = verdict
  if (code !== 'stage_skipped') return null
  if (sections.length === 0) {
    return (
      <Notice tone="error" title="This would skip a stage.">
        {next === null ? 'There is no step forward from here.' : `The next stage is ${stageLabel(next)}.`}
      </Notice>
    )
  }
  return (
    <Notice tone="error" title="This would raise sections by more than one stage.">
      Bring them closer first, or clear their own stages:
      <ul className="mt-2 grid max-h-40 gap-1 overflow-y-auto">
        {sections.map(({ id, from, to }) => (
          <li key={id}>
            Section <bdi>{id}</bdi>, from {stageLabel(from)} to {stageLabel(to)}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
