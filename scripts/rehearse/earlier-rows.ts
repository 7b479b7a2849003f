import type pg from 'pg'

/** What stood in the database before canary rollouts came: tables, and their columns of then. */
const EARLIER: Readonly<Record<string, string>> = {
  publishers: 'id, name',
  projects: 'id, title, publisher_id',
  sections: 'id, title, base_project_id, publisher_id',
  authors: 'id, email, name',
  users: 'id, email, name',
  features: 'name, description, contexts, created_at',
  scoped_feature_flag_states: 'id, feature_name, project_id, section_id, created_at',
}

/** A digest of every earlier row, by table. */
export async function earlierRows(client: pg.ClientBase): Promise<Record<string, string>> {
  const digests: Record<string, string> = {}
  for (const [table, columns] of Object.entries(EARLIER)) {
    const { rows } = await client.query(
      `SELECT count(*) || ' rows, ' || md5(string_agg(md5(ROW(${columns})::text), '' ORDER BY ${columns.split(',')[0]})) AS digest FROM ${table}`,
    )
    digests[table] = rows[0].digest
  }
  return digests
}

/** @throws a sentence that names the tables that are not as they were */
export function refuseLoss(before: Record<string, string>, after: Record<string, string>, when: string): void {
  const lost = Object.keys(before).filter((table) => before[table] !== after[table])
  if (lost.length > 0) throw new Error(`${when}, these are not as they were: ${lost.join(', ')}`)
}
