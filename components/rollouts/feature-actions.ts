import type { ActionResult } from '@/lib/contracts/action-result'
import type { ArchiveFeatureInput, ChangeFeatureInput, FeatureChanged } from '@/lib/contracts/api/features-changes'

type Change<Input> = (given: Input & { readonly feature: string }) => Promise<ActionResult<FeatureChanged>>

/** The server actions that change a feature itself. */
export interface FeatureActions {
  readonly change: Change<ChangeFeatureInput>
  readonly archive: Change<ArchiveFeatureInput>
  readonly restore: Change<ArchiveFeatureInput>
}
