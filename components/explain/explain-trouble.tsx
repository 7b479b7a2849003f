import { QueryTrouble } from '@/components/shell/query-trouble'
import { ErrorSummary } from '@/components/ui/error-summary'
import type { DraftQuestion } from '@/lib/client/explain-link'
import { RequestError } from '@/lib/client/fetch-json'
import { FIELD_IDS } from './field-ids'

interface ExplainTroubleProps {
  readonly query: Parameters<typeof QueryTrouble>[0]['query'] & { readonly error: Error | null }
  readonly question: DraftQuestion
  readonly attempt: number
}

const fieldOf = (path: string) =>
  path.startsWith('actor') ? FIELD_IDS.actor : path.startsWith('resource') ? FIELD_IDS.resource : FIELD_IDS.feature

/** Why there is no answer: what of the question is wrong, with a way to the field, or that it could not be read. */
export function ExplainTrouble({ query, question, attempt }: ExplainTroubleProps) {
  const { error } = query
  if (error instanceof RequestError && error.code === 'feature_not_found') {
    const message = `There is no feature named ${question.feature}. Choose one from the list.`
    return (
      <ErrorSummary
        title="This can’t be decided"
        faults={[{ fieldId: FIELD_IDS.feature, message }]}
        attempt={attempt}
      />
    )
  }
  if (error instanceof RequestError && error.faults.length > 0) {
    const faults = error.faults.map(({ path, message }) => ({ fieldId: fieldOf(path), message: `${path}: ${message}` }))
    return <ErrorSummary title="This can’t be asked" faults={faults} attempt={attempt} />
  }
  return <QueryTrouble query={query} what="The explanation" />
}
