import type { Metadata } from 'next'
import { Code } from '@/components/reference/code'
import { DECISION_CURL, SERVER_SDK, WEB_SDK } from '@/components/reference/examples'
import { Operation } from '@/components/reference/operation'
import { Reference } from '@/components/reference/reference'
import { PageHeader } from '@/components/shell/page-header'
import { buttonLook } from '@/components/ui/button-look'
import { Section } from '@/components/ui/section'
import { openapiDocument } from '@/lib/contracts/openapi'
import { type ReferenceOperation, referenceOf } from '@/lib/contracts/reference'
import { ConsolePage } from '../console-page'

export const metadata: Metadata = { title: 'API' }

const shownOf = (operation: ReferenceOperation, tag: string) => {
  const { id, method, path, summary, needs } = operation
  return {
    id,
    label: `${method} ${path}`,
    words: [tag, id, method, path, summary, needs].join(' ').toLowerCase(),
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
      <div className="grid gap-8">
        <Section
          title="Ask for a decision"
          description="By HTTP, or by the OpenFeature SDK on a server or in a web page."
        >
          <div className="grid min-w-0 gap-4">
            <Code label="the decision with curl" title="curl" text={DECISION_CURL} />
            <Code label="the server SDK example" title="OpenFeature, server" text={SERVER_SDK} />
            <Code label="the web SDK example" title="OpenFeature, web" text={WEB_SDK} />
          </div>
        </Section>
        <Reference groups={groups} />
      </div>
    </ConsolePage>
  )
}
