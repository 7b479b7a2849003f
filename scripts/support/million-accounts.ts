import type pg from 'pg'

const USERS = 1_000_000
const AUTHORS = 50_000

const FIRST = 'Ada,Björn,Chidi,Dilnoza,Émilie,Farid,Grace,Haruka,Inés,Jomo,Kateryna,Lwazi,Maria,Noor,Olu,Paul,Sam,Жанна'
const LAST = 'Abara,Berg,Castillo,Duarte,Eze,Fontaine,Gupta,Haddad,Ito,Jansen,Kim,Lovelace,Lund,Mbeki,Nguyen,Smith,Zhou'

// Some names are a hundred times as common as others, as in life; one college's people all came on one day, in a row.
const fill = (table: string, count: number) => `
  INSERT INTO ${table} (id, name, email, is_internal)
  SELECT n::text, first || ' ' || last || CASE WHEN n % 7 = 0 THEN ' ' || md5(n::text) ELSE '' END,
    CASE WHEN n % 10 > 0 THEN lower(last) || '.' || n || '@' ||
      CASE WHEN n BETWEEN 600000 AND 620000 THEN 'wilberforce' ELSE 'campus' || n % 50 END || '.example.edu' END,
    n % 2000 = 0
  FROM generate_series(1, ${count}) AS n,
    LATERAL (SELECT string_to_array('${FIRST}', ',') AS firsts, string_to_array('${LAST}', ',') AS lasts,
      (hashint4(n)::bigint + 2147483648) / 4294967296.0 AS a, (hashint4(-n)::bigint + 2147483648) / 4294967296.0 AS b) AS r,
    LATERAL (SELECT firsts[1 + floor(a * a * cardinality(firsts))::int] AS first,
      lasts[1 + floor(b * b * cardinality(lasts))::int] AS last) AS named`

async function fillTable(client: pg.ClientBase, table: string, count: number): Promise<void> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
     FROM pg_index WHERE indrelid = $1::regclass AND NOT indisprimary`,
    [table],
  )
  // Ten times as fast as with indexes and triggers, and the same in the end.
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`)
  await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
  await client.query(fill(table, count))
  await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`)
  for (const { definition } of rows) await client.query(definition)
  await client.query(`VACUUM ANALYZE ${table}`)
}

/** Fills an empty directory with a million users and fifty thousand authors, always the same. */
export async function fillMillionAccounts(client: pg.ClientBase): Promise<void> {
  await fillTable(client, 'users', USERS)
  await fillTable(client, 'authors', AUTHORS)
}
