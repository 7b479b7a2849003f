import { exampleOf } from './schema-example'
import { type Field, fieldsOf, type Schema, type Schemas } from './schema-fields'

/** An operation of the interface as the reference shows it. */
export interface ReferenceOperation {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly summary: string
  /** What it needs, in a sentence. */
  readonly needs: string
  readonly parameters: readonly Field[]
  readonly body: { readonly mediaType: string; readonly fields: readonly Field[]; readonly example: unknown } | null
  readonly answers: readonly { readonly status: string; readonly description: string; readonly mediaTypes: string }[]
  readonly answer: { readonly fields: readonly Field[]; readonly example: unknown } | null
}

export interface ReferenceGroup {
  readonly tag: string
  readonly operations: readonly ReferenceOperation[]
}

interface Media {
  readonly schema?: Schema
}

interface Described {
  readonly description?: string
  readonly content?: Readonly<Record<string, Media>>
}

interface Parameter extends Described {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly schema?: Schema
}

interface Spelled {
  readonly operationId?: string
  readonly summary?: string
  readonly description?: string
  readonly tags?: readonly string[]
  readonly security?: readonly unknown[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: Described
  readonly responses?: Readonly<Record<string, Described>>
}

/** As much of an OpenAPI document as the reference reads. */
interface OpenapiDocument {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Spelled>>>>
  readonly components?: { readonly schemas?: Schemas }
}

const KEY = 'Needs an API key.'

function parameterFields(parameters: readonly Parameter[], schemas: Schemas): Field[] {
  return parameters.flatMap(({ name, in: place, required = false, schema = {}, description }) =>
    fieldsOf({ properties: { [name]: schema }, required: required ? [name] : [] }, schemas)
      .filter(({ path }) => path === name)
      .map((field) => ({
        ...field,
        description: [description ?? field.description, `In the ${place}.`].filter(Boolean).join(' '),
      })),
  )
}

function firstMedia(described: Described | undefined) {
  const [entry] = Object.entries(described?.content ?? {})
  return entry === undefined ? null : { mediaType: entry[0], schema: entry[1].schema ?? {} }
}

function operationOf(method: string, path: string, spelled: Spelled, schemas: Schemas): ReferenceOperation {
  const responses = Object.entries(spelled.responses ?? {})
  const body = firstMedia(spelled.requestBody)
  const answer = firstMedia(responses.find(([status]) => status.startsWith('2'))?.[1])
  return {
    id: spelled.operationId ?? `${method}${path.replaceAll(/[^a-zA-Z0-9]+/g, '-')}`,
    method: method.toUpperCase(),
    path,
    summary: spelled.summary ?? '',
    needs: spelled.security?.length === 0 ? 'Open to everybody.' : (spelled.description ?? KEY),
    parameters: parameterFields(spelled.parameters ?? [], schemas),
    body: body && {
      mediaType: body.mediaType,
      fields: fieldsOf(body.schema, schemas),
      example: exampleOf(body.schema, schemas),
    },
    answers: responses.map(([status, { description = '', content = {} }]) => ({
      status,
      description,
      mediaTypes: Object.keys(content).join(', '),
    })),
    answer: answer && { fields: fieldsOf(answer.schema, schemas), example: exampleOf(answer.schema, schemas) },
  }
}

/** The interface by tag, in the order of the document. @param document an OpenAPI document */
export function referenceOf(document: object): ReferenceGroup[] {
  const { paths = {}, components = {} } = document as OpenapiDocument
  const groups = new Map<string, ReferenceOperation[]>()
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, spelled] of Object.entries(methods)) {
      const [tag = 'Other'] = spelled.tags ?? []
      const operation = operationOf(method, path, spelled, components.schemas ?? {})
      groups.set(tag, [...(groups.get(tag) ?? []), operation])
    }
  }
  return [...groups].map(([tag, operations]) => ({ tag, operations }))
}
