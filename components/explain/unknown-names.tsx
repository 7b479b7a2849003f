import { Notice } from '@/components/ui/notice'
import type { DraftQuestion } from '@/lib/client/explain-link'
import type { ExplainedDecision } from '@/lib/contracts/api/explain'

interface UnknownNamesProps {
  readonly question: DraftQuestion
  readonly names: ExplainedDecision['names']
}

/** Says of ids that the directory does not know what that means; they may be asked about all the same. */
export function UnknownNames({ question: { actor, resource }, names }: UnknownNamesProps) {
  if (names.actor !== null && names.resource !== null) return null
  return (
    <Notice>
      {names.actor === null && (
        <p>
          The directory knows no {actor.type} with the id <bdi className="font-medium">{actor.id}</bdi>: it counts as
          not internal.
        </p>
      )}
      {names.resource === null && (
        <p>
          The directory knows no {resource.type} with the id <bdi className="font-medium">{resource.id}</bdi>: it counts
          as without a publisher{resource.type === 'section' && ' and without a project'}.
        </p>
      )}
    </Notice>
  )
}
