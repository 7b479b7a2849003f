import type { ClientBase } from 'pg'

/** How many users `fillBase` makes. */
export const BASE_USERS = 100_000
/** And how many sections. */
export const BASE_SECTIONS = 3000

const ROWS = `
  INSERT INTO publishers SELECT 'pub' || i, 'Publisher ' || i FROM generate_series(1, 50) i;
  INSERT INTO projects SELECT 'p' || i, 'Project ' || i, 'pub' || (i % 50 + 1) FROM generate_series(1, 2000) i;
  INSERT INTO sections SELECT 's' || i, 'Section ' || i, CASE WHEN i % 5 > 0 THEN 'p' || (i % 2000 + 1) END,
    'pub' || (i % 50 + 1) FROM generate_series(1, ${BASE_SECTIONS}) i;
  INSERT INTO authors SELECT 'a' || i, 'a' || i || '@example.edu', 'Author ' || i FROM generate_series(1, 2000) i;
  INSERT INTO users SELECT 'u' || i, CASE WHEN i % 3 > 0 THEN 'u' || i || '@example.edu' END, 'Üser ' || i || ' 🐤'
    FROM generate_series(1, ${BASE_USERS}) i;
  INSERT INTO features (name, description, contexts)
    SELECT 'f' || i, 'Feature ' || i, (ARRAY['authoring', 'delivery', 'both'])[i % 3 + 1]::feature_context
    FROM generate_series(1, 10) i;
  INSERT INTO scoped_feature_flag_states (feature_name, project_id)
    SELECT 'f' || f, 'p' || p FROM generate_series(1, 5) f, generate_series(1, 2000) p;
  INSERT INTO scoped_feature_flag_states (feature_name, section_id)
    SELECT 'f' || f, 's' || s FROM generate_series(1, 3) f, generate_series(1, ${BASE_SECTIONS}) s;`

/** Fills a database that has the base migration only: 100,000 users, and everything around them. */
export async function fillBase(client: ClientBase): Promise<void> {
  await client.query(ROWS)
  await client.query('ANALYZE')
}
