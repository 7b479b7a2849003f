import { ErrorSummary } from '@/components/ui/error-summary'
import { Notice } from '@/components/ui/notice'
import type { ActionFailure } from '@/lib/contracts/action-result'

export interface FormFault {
  /** The field's name: `email`. */
  readonly path: string
  readonly message: string
}

/** What is wrong with a field; undefined where nothing is. */
export const faultOn = (faults: readonly FormFault[], path: string): string | undefined =>
  faults.find((fault) => fault.path === path || fault.path.startsWith(`${path}.`))?.message

interface FormFaultsProps {
  /** What was not done. */
  readonly title: string
  /** Fields have the id `form-name`. */
  readonly form: string
  readonly faults: readonly FormFault[]
  readonly failure: ActionFailure | null
  readonly attempt: number
}

/** Above a form: the fields at fault with a way to each, or why it was refused as a whole. */
export function FormFaults({ title, form, faults, failure, attempt }: FormFaultsProps) {
  if (faults.length > 0) {
    const fields = faults.map(({ path, message }) => ({ fieldId: `${form}-${path.split('.')[0]}`, message }))
    return <ErrorSummary title={title} faults={fields} attempt={attempt} />
  }
  if (failure === null) return null
  return (
    <Notice tone="error" title={`${title}.`}>
      {failure.message}
    </Notice>
  )
}
