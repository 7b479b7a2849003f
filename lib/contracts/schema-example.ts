import { resolved, type Schema, type Schemas, variantsOf } from './schema-fields'

const DEEPEST = 6
const TEXTS: Readonly<Record<string, string>> = {
  uuid: '6f2c1d0a-9b1e-4f57-8a53-2f4f0c1f7e10',
  'date-time': '2026-11-23T12:00:00.000Z',
  email: 'ada@example.edu',
  uri: 'https://app.example.edu',
}

function scalar(schema: Schema): unknown {
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'string':
      return TEXTS[schema.format ?? ''] ?? 'text'
    case 'integer':
      return Math.max(1, schema.minimum ?? 1)
    case 'number':
      return 0.5
    case 'boolean':
      return true
    default:
      return null
  }
}

/** A value that a schema could hold: its own example, else the first of what it names, else one of its kind. */
export function exampleOf(given: Schema, schemas: Schemas, depth = 0): unknown {
  const schema = resolved(given, schemas)
  const [named] = [...(schema.examples ?? []), schema.const, ...(schema.enum ?? []), schema.default].filter(
    (value) => value !== undefined,
  )
  if (named !== undefined) return named
  const [variant] = variantsOf(schema)
  if (variant !== undefined) return exampleOf(variant, schemas, depth)
  if (depth >= DEEPEST) return null
  if (schema.type === 'array') return [exampleOf(schema.items ?? {}, schemas, depth + 1)]
  if (schema.properties === undefined) return scalar(schema)
  const members = Object.entries(schema.properties).map(([name, property]) => [
    name,
    exampleOf(property, schemas, depth + 1),
  ])
  return Object.fromEntries(members)
}
