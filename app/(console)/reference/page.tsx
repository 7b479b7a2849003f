import type { Metadata } from 'next'
import { FirstExamples } from '@/components/reference/first-examples'
import { Operation } from '@/components/reference/operation'
import { operationName } from '@/components/reference/operation-name'
import { Reference } from '@/components/reference/reference'
import { PageHeader } from '@/components/shell/page-header'
import { buttonLook } from '@/components/ui/button-look'
import { openapiDocument } from '@/lib/contracts/openapi'
import { type ReferenceOperation, referenceOf } from '@/lib/contracts/reference'
import { ConsolePage } from '../console-page'

export const metadata: Metadata = { title: 'API' }

const shownOf = (operation: ReferenceOperation, tag: string) => {
  const { id, method, path, summary, needs } = operation
  return {
    id,
    name: operationName(id),
    method,
    path,
    summary,
    words: [tag, operationName(id), id, method, path, summary, needs].join(' ').toLowerCase(),
    node: <Operation operation={operation} />,
  }
}

/** Made from the schemas that requests are checked with: it can't say anything else than what is so. */
const groups = referenceOf(openapiDocument()).map(({ tag, operations }) => ({
  tag,
  operations: operations.map((operation) => shownOf(operation, tag)),
}))

export default function ReferencePage() {
  return (
    <ConsolePage permission="read_rollouts">
      <PageHeader
        title="API"
        purpose="Every operation that a program may call, with an API key from the settings."
        action={
          <a href="/api/openapi.json" className={buttonLook()}>
            OpenAPI document
          </a>
        }
      />
      <Reference groups={groups}>
        <FirstExamples />
      </Reference>
    </ConsolePage>
  )
}
