import { DataTable } from '@/components/ui/data-table'
import { Fold } from '@/components/ui/fold'
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

/** One operation: what it needs and takes, how it is asked, what it answers. */
export function Operation({ operation }: { readonly operation: ReferenceOperation }) {
  const { id, needs, parameters, body, answer } = operation
  return (
    <div className="grid min-w-0 gap-6">
      <p className="text-muted">{needs}</p>
      {parameters.length > 0 && <Fields caption={`Parameters of ${id}`} fields={parameters} />}
      {body !== null && body.fields.length > 0 && <Fields caption={`Body of ${id}`} fields={body.fields} />}
      <Code label={`the command for ${id}`} title="With curl" text={curlOf(operation)} />
      {answer !== null && (
        <Code
          label={`the example answer of ${id}`}
          title="Example answer"
          text={typeof answer.example === 'string' ? answer.example : jsonText(answer.example)}
        />
      )}
      <Answers operation={operation} />
      {answer !== null && answer.fields.length > 0 && (
        <Fold
          className="rounded-medium border border-hairline"
          contentClassName="border-t border-hairline p-4"
          summary={
            <>
              The answer, field by field <span className="text-muted">({answer.fields.length})</span>
              <span className="sr-only"> of {id}</span>
            </>
          }
        >
          <Fields caption={`Answer of ${id}`} fields={answer.fields} />
        </Fold>
      )}
    </div>
  )
}
