/** As much of JSON Schema as our own schemas come out as. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly description?: string
  readonly examples?: readonly unknown[]
  readonly default?: unknown
  readonly format?: string
  readonly minimum?: number
}
export type Schemas = Readonly<Record<string, Schema>>

/** A field of a body, or a parameter. */
export interface Field {
  /** `actor.id`, `items[].feature`. */
  readonly path: string
  readonly type: string
  readonly need: 'required' | 'optional'
  readonly description: string
}

const DEEPEST = 4
const PREFIX = '#/components/schemas/'

/** What a reference stands for; the schema itself where it is none. */
export function resolved(schema: Schema, schemas: Schemas): Schema {
  const name = schema.$ref?.startsWith(PREFIX) ? schema.$ref.slice(PREFIX.length) : null
  return name === null ? schema : { ...schemas[name], ...(schema.description && { description: schema.description }) }
}

export const variantsOf = ({ anyOf, oneOf }: Schema): readonly Schema[] => anyOf ?? oneOf ?? []

/** A schema's kind in a few words: `text`, `"author" or "user"`, `list of objects`. */
export function typeText(given: Schema, schemas: Schemas): string {
  const schema = resolved(given, schemas)
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' or ')
  const variants = variantsOf(schema)
  if (variants.length > 0) return [...new Set(variants.map((one) => typeText(one, schemas)))].join(' or ')
  if (Array.isArray(schema.type)) return schema.type.join(' or ')
  if (schema.type === 'array') return `list of ${typeText(schema.items ?? {}, schemas)}`
  if (schema.type === 'string') return schema.format ?? 'string'
  return typeof schema.type === 'string' ? schema.type : 'anything'
}

function below(path: string, given: Schema, schemas: Schemas, depth: number): Field[] {
  const schema = resolved(given, schemas)
  if (schema.type === 'array') return below(`${path}[]`, schema.items ?? {}, schemas, depth)
  if (depth >= DEEPEST) return []
  return [schema, ...variantsOf(schema)].flatMap((part) =>
    ownFields(resolved(part, schemas), schemas, `${path}.`, depth),
  )
}

function ownFields(schema: Schema, schemas: Schemas, prefix: string, depth: number): Field[] {
  const required = schema.required ?? []
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => [
    {
      path: `${prefix}${name}`,
      type: typeText(property, schemas),
      need: required.includes(name) ? ('required' as const) : ('optional' as const),
      description: resolved(property, schemas).description ?? '',
    },
    ...below(`${prefix}${name}`, property, schemas, depth + 1),
  ])
}

/** The fields of a body, those within named by their path; of several shapes, those of all, each once. */
export function fieldsOf(given: Schema, schemas: Schemas): Field[] {
  const schema = resolved(given, schemas)
  const parts = [schema, ...variantsOf(schema), ...(schema.allOf ?? [])]
  const fields =
    schema.type === 'array'
      ? below('', schema, schemas, 0)
      : parts.flatMap((part) => ownFields(resolved(part, schemas), schemas, '', 0))
  return [...new Map(fields.map((field) => [field.path, field])).values()]
}
