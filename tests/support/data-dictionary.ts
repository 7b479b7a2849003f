import type pg from 'pg'

/** What a migrated database says of a table, in the words of docs/data-dictionary.md. */
export interface TableFacts {
  /** The kind of fact that its audit entries name; null: it is not audited. */
  readonly auditedAs: string | null
  readonly raisesRevision: boolean
  readonly columns: readonly ColumnFacts[]
  readonly indexes: readonly string[]
  readonly checks: readonly string[]
}

export interface ColumnFacts {
  readonly name: string
  readonly type: string
  readonly isNullable: boolean
  readonly heldBy: string
  readonly isAudited: boolean
}

const OWN = `relnamespace = current_schema()::regnamespace AND relkind = 'r' AND relname <> '_prisma_migrations'`

const COLUMNS = `SELECT c.relname AS "table", a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
    NOT a.attnotnull AS "isNullable", a.attidentity <> '' AS "isIdentity", a.attgenerated <> '' AS "isGenerated",
    pg_get_expr(d.adbin, d.adrelid) AS expression,
    EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'p' AND a.attnum = ANY (k.conkey)) AS "isKey",
    (SELECT k.confrelid::regclass || '.' || t.attname FROM pg_constraint k
      JOIN pg_attribute t ON t.attrelid = k.confrelid AND t.attnum = k.confkey[1]
      WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.conkey = ARRAY[a.attnum]) AS target
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
  WHERE ${OWN} ORDER BY c.relname, a.attnum`

const INDEXES = `SELECT c.relname AS "table", i.indexrelid::regclass::text AS name
  FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE NOT i.indisprimary AND c.${OWN}`

const CHECKS = `SELECT c.relname AS "table", k.conname AS name
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid WHERE k.contype = 'c' AND c.${OWN}`

const TRIGGERS = `SELECT DISTINCT c.relname AS "table", p.prosrc AS source
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
  WHERE NOT t.tgisinternal AND c.${OWN}`

const ENUMS = `SELECT t.typname AS name, array_agg(e.enumlabel::text ORDER BY e.enumsortorder) AS labels
  FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid GROUP BY t.typname`

interface ColumnRow {
  readonly table: string
  readonly name: string
  readonly type: string
  readonly isNullable: boolean
  readonly isIdentity: boolean
  readonly isGenerated: boolean
  readonly expression: string | null
  readonly isKey: boolean
  readonly target: string | null
}
type NamedRow = { readonly table: string; readonly name: string }
type TriggerRow = { readonly table: string; readonly source: string }

const shortType = (type: string) => type.replace(/^timestamp\((\d)\) with time zone$/, 'timestamptz($1)')
const shortDefault = (expression: string) => expression.replace(/^('.*')::[\w[\]]+$/, '$1')

function heldBy({ isKey, isIdentity, isGenerated, expression, target }: ColumnRow): string {
  const parts = [
    isKey && 'key',
    isIdentity && 'identity',
    isGenerated && 'generated',
    !isGenerated && expression !== null && `default \`${shortDefault(expression)}\``,
    target !== null && `→ ${target}`,
  ]
  return parts.filter((part) => part !== false).join(', ')
}

/** The columns that the entries of a table's triggers hold or name. */
function auditedColumns(sources: readonly string[]): ReadonlySet<string> {
  const writing = sources.filter((source) => source.includes('INSERT INTO audit_events'))
  return new Set(writing.flatMap((source) => [...source.matchAll(/\br\.(\w+)/g)].map(([, column = '']) => column)))
}

const kindIn = (sources: readonly string[]) =>
  sources.map((source) => /coalesce\(action, '(\w+)'/.exec(source)?.[1]).find((kind) => kind !== undefined) ?? null

/** Reads a database's tables. */
export async function readTables(client: pg.ClientBase): Promise<Map<string, TableFacts>> {
  const { rows: columns } = await client.query<ColumnRow>(COLUMNS)
  const { rows: indexes } = await client.query<NamedRow>(INDEXES)
  const { rows: checks } = await client.query<NamedRow>(CHECKS)
  const { rows: triggers } = await client.query<TriggerRow>(TRIGGERS)
  const namesOf = (rows: readonly NamedRow[], table: string) =>
    rows.flatMap((row) => (row.table === table ? [row.name] : [])).sort()
  const tableOf = (table: string): TableFacts => {
    const sources = triggers.flatMap((row) => (row.table === table ? [row.source] : []))
    const audited = auditedColumns(sources)
    return {
      auditedAs: kindIn(sources),
      raisesRevision: sources.some((source) => /\b(hint|next_revision)\(/.test(source)),
      columns: columns
        .filter((row) => row.table === table)
        .map((row) => ({
          name: row.name,
          type: shortType(row.type),
          isNullable: row.isNullable,
          heldBy: heldBy(row),
          isAudited: audited.has(row.name),
        })),
      indexes: namesOf(indexes, table),
      checks: namesOf(checks, table),
    }
  }
  return new Map([...new Set(columns.map(({ table }) => table))].map((table) => [table, tableOf(table)]))
}

/** Reads a database's enums: each with its labels in their order. */
export async function readEnums(client: pg.ClientBase): Promise<Record<string, string[]>> {
  const { rows } = await client.query<{ name: string; labels: string[] }>(ENUMS)
  return Object.fromEntries(rows.map(({ name, labels }) => [name, labels]))
}

const cellsOf = (line: string) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())
const bare = (cell = '') => cell.replace(/^`(.*)`$/, '$1')
const rowsOf = (section: string) => section.split('\n').filter((line) => line.startsWith('| `'))
const bulletsOf = (section: string, what: string) =>
  [...section.matchAll(new RegExp(`^- ${what} \`(\\w+)\`: .+$`, 'gm'))].map(([, name = '']) => name).sort()

function columnIn(line: string): ColumnFacts {
  const [name, type = '', isNullable, held = '', isAudited] = cellsOf(line)
  return { name: bare(name), type, isNullable: isNullable === 'yes', heldBy: held, isAudited: isAudited === 'yes' }
}

/** Reads what the page says of each table. */
export function tablesIn(page: string): Map<string, TableFacts> {
  const sections = [...page.matchAll(/^## `(\w+)`\n([\s\S]*?)(?=^## )/gm)]
  return new Map(
    sections.map(([, table = '', section = '']) => [
      table,
      {
        auditedAs: /^Audited as `(\w+)`\./m.exec(section)?.[1] ?? null,
        raisesRevision: / Raises the revision\.$/m.test(section),
        columns: rowsOf(section).map(columnIn),
        indexes: bulletsOf(section, 'index'),
        checks: bulletsOf(section, 'check'),
      },
    ]),
  )
}

/** Reads what the page says of enums. */
export function enumsIn(page: string): Record<string, string[]> {
  const section = page.slice(page.indexOf('\n## Enums\n'))
  return Object.fromEntries(
    rowsOf(section).map((line) => {
      const [name, values = ''] = cellsOf(line)
      return [bare(name), [...values.matchAll(/`(\w+)`/g)].map(([, value = '']) => value)]
    }),
  )
}
