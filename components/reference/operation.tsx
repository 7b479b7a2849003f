import { Badge } from '@/components/ui/badge'
import { DataTable } from '@/components/ui/data-table'
import type { ReferenceOperation } from '@/lib/contracts/reference'
import type { Field } from '@/lib/contracts/schema-fields'
import { Code } from './code'
import { curlOf, jsonText } from './examples'

const Fields = ({ caption, fields }: { readonly caption: string; readonly fields: readonly Field[] }) => (
  <DataTable<Field>
    caption={caption}
    columns={[
      {
        id: 'field',
        heading: 'Field',
        role: 'row-header',
        className: 'min-w-40',
        cell: ({ path }) => <code className="font-mono text-12">{path}</code>,
      },
      {
        id: 'type',
        heading: 'Type',
        className: 'min-w-32',
        cell: ({ type }) => <code className="font-mono text-12">{type}</code>,
      },
      { id: 'need', heading: 'Needed', cell: ({ need }) => need },
      { id: 'what', heading: 'What it is', className: 'min-w-40', cell: ({ description }) => description },
    ]}
    rows={fields}
    rowKey={({ path }) => path}
  />
)

const Answers = ({ operation: { id, answers } }: { readonly operation: ReferenceOperation }) => (
  <DataTable
    caption={`Answers of ${id}`}
    columns={[
      { id: 'status', heading: 'Status', role: 'row-header', cell: ({ status }) => status },
      { id: 'what', heading: 'When', className: 'min-w-40', cell: ({ description }) => description },
      {
        id: 'type',
        heading: 'Media type',
        cell: ({ mediaTypes }) => <code className="font-mono text-12">{mediaTypes}</code>,
      },
    ]}
    rows={answers}
    rowKey={({ status }) => status}
  />
)

/** One operation: what it is for, what it takes, what it answers, and how it is asked. */
export function Operation({ operation }: { readonly operation: ReferenceOperation }) {
  const { id, method, path, summary, needs, parameters, body, answer } = operation
  return (
    <article id={id} className="grid min-w-0 scroll-mt-6 gap-4 border-t border-hairline pt-6">
      <div className="grid gap-1">
        <h3 className="flex flex-wrap items-center gap-x-3 gap-y-1 font-semibold">
          <Badge tone={method === 'GET' ? 'neutral' : 'outline'}>{method}</Badge>
          <a
            href={`#${id}`}
            className="inline-block min-h-6 font-mono underline-offset-4 wrap-anywhere hover:underline"
          >
            {path}
          </a>
        </h3>
        <p className="max-w-prose">{summary}</p>
        <p className="text-muted">{needs}</p>
      </div>
      {parameters.length > 0 && <Fields caption={`Parameters of ${id}`} fields={parameters} />}
      {body !== null && body.fields.length > 0 && <Fields caption={`Body of ${id}`} fields={body.fields} />}
      <Answers operation={operation} />
      {answer !== null && answer.fields.length > 0 && <Fields caption={`Answer of ${id}`} fields={answer.fields} />}
      <div className="grid min-w-0 gap-4 @wide:grid-cols-2">
        <Code label={`the command for ${id}`} title="With curl" text={curlOf(operation)} />
        {answer !== null && (
          <Code
            label={`the example answer of ${id}`}
            title="Example answer"
            text={typeof answer.example === 'string' ? answer.example : jsonText(answer.example)}
          />
        )}
      </div>
    </article>
  )
}
