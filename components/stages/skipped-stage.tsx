import { Notice } from '@/components/ui/notice'
import type { StageSkip } from './stage-situation'
import { skipText, stageLabel } from './stage-words'

/** Why a step would skip a stage, with the sections that it would raise too far. */
export function SkippedStage({ skip }: { readonly skip: StageSkip }) {
  const { sections } = skip
  if (sections.length === 0) return <Notice tone="error" title={skipText(skip)} />
  return (
    <Notice tone="error" title={skipText(skip)}>
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
