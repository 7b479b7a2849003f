import type { ClientBase } from 'pg'

const OWN = `n.nspname = current_schema() AND c.relname NOT LIKE '\\_prisma\\_migrations%'`

// Names and definitions only: no object numbers, and columns by their order, for a dropped column leaves a gap.
const QUERIES = {
  columns: `SELECT c.relname, c.relkind, row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum) AS place, a.attname,
      format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull, a.attidentity, a.attgenerated, o.collname,
      pg_get_expr(d.adbin, d.adrelid) AS expression
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
      LEFT JOIN pg_collation o ON o.oid = a.attcollation
    WHERE ${OWN} ORDER BY c.relname, place`,
  indexes: `SELECT pg_get_indexdef(i.indexrelid) AS definition, i.indisvalid, i.indisready
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${OWN} ORDER BY definition`,
  constraints: `SELECT c.relname, o.conname, o.convalidated, pg_get_constraintdef(o.oid) AS definition
    FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${OWN} ORDER BY c.relname, o.conname`,
  triggers: `SELECT pg_get_triggerdef(t.oid) AS definition, t.tgenabled
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE NOT t.tgisinternal AND ${OWN} ORDER BY definition`,
  functions: `SELECT pg_get_functiondef(p.oid) AS definition FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = current_schema() AND p.prokind = 'f'
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') ORDER BY definition`,
  enums: `SELECT t.typname, array_agg(e.enumlabel::text ORDER BY e.enumsortorder) AS labels
    FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid GROUP BY t.typname ORDER BY t.typname`,
  extensions: 'SELECT extname FROM pg_extension ORDER BY extname',
}

/** All that a database's catalogs say of its schema, in an order of its own, to be compared. */
export async function dumpSchema(client: ClientBase): Promise<Record<string, unknown[]>> {
  const dump: Record<string, unknown[]> = {}
  for (const [name, sql] of Object.entries(QUERIES)) dump[name] = (await client.query(sql)).rows
  return dump
}
