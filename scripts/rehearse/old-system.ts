import type pg from 'pg'
import type { Feature } from '../migrate-in/read'

const PUBLISHERS = 60

export interface OldSize {
  readonly users: number
  readonly authors: number
  readonly projects: number
  readonly sections: number
}

/** As its people have it in their code, so that no table says it. */
export const OLD_FEATURES: Feature[] = [
  ...['adaptive_duplication', 'ai_feedback', 'bulk_grading', 'new_gradebook', 'peer_review', 'video_quiz'].map(
    (name) => ({
      name,
      description: `${name.replaceAll('_', ' ')}.`,
      contexts: ['both' as const],
      rolloutMode: 'canary' as const,
    }),
  ),
  ...['equation_editor', 'export_qti', 'lesson_notes'].map((name) => ({
    name,
    description: `${name.replaceAll('_', ' ')}.`,
    contexts: ['both' as const],
    rolloutMode: 'scoped_only' as const,
  })),
]
const CANARY = `'{adaptive_duplication,ai_feedback,bulk_grading,new_gradebook,peer_review,video_quiz}'::text[]`
const ALL = `'{${OLD_FEATURES.map(({ name }) => name).join(',')}}'::text[]`

// Integer ids, words as plain text, columns that are none of our business, and no constraint that it could do without.
const TABLES = `
  CREATE TABLE publishers (id serial PRIMARY KEY, name varchar(255), main_contact varchar(255),
    inserted_at timestamp NOT NULL DEFAULT now(), updated_at timestamp NOT NULL DEFAULT now());
  CREATE TABLE projects (id serial PRIMARY KEY, slug varchar(255), title varchar(255), version varchar(255) DEFAULT '1.0.0',
    publisher_id int REFERENCES publishers, inserted_at timestamp NOT NULL DEFAULT now());
  CREATE TABLE sections (id serial PRIMARY KEY, slug varchar(255), title varchar(255), open_and_free boolean DEFAULT false,
    base_project_id int REFERENCES projects, publisher_id int REFERENCES publishers, inserted_at timestamp NOT NULL DEFAULT now());
  CREATE TABLE authors (id serial PRIMARY KEY, email varchar(255), name text, system_role_id int DEFAULT 1,
    is_internal boolean NOT NULL DEFAULT false, inserted_at timestamp NOT NULL DEFAULT now());
  CREATE TABLE users (id serial PRIMARY KEY, sub varchar(255), email varchar(255), name text, guest boolean DEFAULT false,
    is_internal boolean NOT NULL DEFAULT false, inserted_at timestamp NOT NULL DEFAULT now());
  CREATE TABLE scoped_feature_flag_states (id serial PRIMARY KEY, feature_name varchar(255) NOT NULL,
    project_id int REFERENCES projects, section_id int REFERENCES sections, inserted_at timestamp NOT NULL DEFAULT now());
  CREATE TABLE scoped_feature_rollouts (id serial PRIMARY KEY, feature_name varchar(255) NOT NULL, scope_type varchar(255),
    project_id int REFERENCES projects, section_id int REFERENCES sections, stage varchar(255) NOT NULL,
    rollout_percentage int, updated_by_author_id int, inserted_at timestamp NOT NULL DEFAULT now());
  CREATE TABLE scoped_feature_exemptions (id serial PRIMARY KEY, feature_name varchar(255) NOT NULL,
    publisher_id int REFERENCES publishers, effect varchar(255) NOT NULL, note text, inserted_at timestamp NOT NULL DEFAULT now());`

const FIRST = 'Ada,Björn,Chidi,Dilnoza,Émilie,Farid,Grace,Haruka,Inés,Jomo,Kateryna,Lwazi,Жанна,美咲'
const LAST = 'Abara,Berg,Castillo,Duarte,Eze,Fontaine,Gupta,Haddad,Ito,Jansen,Kim,Lund,Mbeki,Nguyen'
const NAMED = `LATERAL (SELECT (string_to_array('${FIRST}', ','))[1 + n % 14] || ' ' ||
  (string_to_array('${LAST}', ','))[1 + n / 14 % 14] || ' ' || n AS name) AS named`

// What years leave behind: guests without an address or a name, addresses that are none, authors who have one address in
// two spellings, line breaks in names, sections of no project.
const account = (table: string, count: number) => `
  INSERT INTO ${table} (email, name, is_internal)
  SELECT CASE WHEN n % 11 = 0 THEN NULL WHEN n % 5003 = 0 THEN 'not an address'
      WHEN n % 7001 = 0 AND '${table}' = 'authors' THEN upper('person' || (n - 1) || '@college.example.edu')
      ELSE 'person' || n || '@college.example.edu' END,
    CASE WHEN n % 1009 = 0 THEN NULL WHEN n % 4001 = 0 THEN name || E'\\n' || 'second line'
      WHEN n % 9001 = 0 THEN repeat(name || ' ', 40) ELSE name END,
    n % 2500 = 1
  FROM generate_series(1, ${count}) AS n, ${NAMED}`

const facts = ({ projects, sections }: OldSize) => `
  INSERT INTO scoped_feature_flag_states (feature_name, project_id)
  SELECT name, n FROM unnest(${ALL}) WITH ORDINALITY AS f (name, nth), generate_series(1, ${projects}) AS n
    WHERE (n * 7 + nth * 13) % 5 < 2;
  INSERT INTO scoped_feature_flag_states (feature_name, section_id)
  SELECT name, n FROM unnest(${ALL}) WITH ORDINALITY AS f (name, nth), generate_series(1, ${sections}) AS n
    WHERE (n * 3 + nth * 11) % 7 < 3;
  INSERT INTO scoped_feature_rollouts (feature_name, scope_type, stage, rollout_percentage)
  SELECT name, 'global', (ARRAY['five_percent', 'fifty_percent', 'full', 'internal_only', 'fifty_percent', 'off'])[nth],
    (ARRAY[5, 50, 100, 0, 50, 0])[nth] FROM unnest(${CANARY}) WITH ORDINALITY AS f (name, nth);
  INSERT INTO scoped_feature_rollouts (feature_name, scope_type, project_id, stage)
  SELECT name, 'project', n, (ARRAY['off', 'internal_only', 'five_percent', 'fifty_percent', 'full'])[1 + (n / 40 + nth) % 5]
    FROM unnest(${CANARY}) WITH ORDINALITY AS f (name, nth), generate_series(40, ${projects}, 40) AS n WHERE (n / 40 + nth) % 3 = 0;
  INSERT INTO scoped_feature_rollouts (feature_name, scope_type, section_id, stage)
  SELECT name, 'section', n, (ARRAY['off', 'internal_only', 'five_percent', 'fifty_percent', 'full'])[1 + (n / 100 + nth) % 5]
    FROM unnest(${CANARY}) WITH ORDINALITY AS f (name, nth), generate_series(100, ${sections}, 100) AS n WHERE (n / 100 + nth) % 3 = 0;
  INSERT INTO scoped_feature_exemptions (feature_name, publisher_id, effect, note)
  SELECT name, n, CASE WHEN n % 2 = 0 THEN 'deny' ELSE 'force_enable' END, CASE WHEN n % 4 > 0 THEN 'As agreed, ' || n END
    FROM unnest(${CANARY}) WITH ORDINALITY AS f (name, nth), generate_series(1, ${PUBLISHERS}) AS n WHERE (n + nth) % 6 = 0;`

/** Fills an empty database as the system before Aviary leaves one behind; made up, nobody's, and the same each time. */
export async function makeOldSystem(client: pg.Client, size: OldSize): Promise<void> {
  const { users, authors, projects, sections } = size
  await client.query(TABLES)
  await client.query(
    `INSERT INTO publishers (name) SELECT 'Publisher ' || n FROM generate_series(1, ${PUBLISHERS}) AS n`,
  )
  await client.query(`INSERT INTO projects (title, publisher_id)
    SELECT 'Course ' || n, CASE WHEN n % 50 > 0 THEN 1 + n % ${PUBLISHERS} END FROM generate_series(1, ${projects}) AS n`)
  await client.query(`INSERT INTO sections (title, base_project_id, publisher_id)
    SELECT 'Section ' || n, CASE WHEN n % 20 > 0 THEN 1 + n % ${projects} END, CASE WHEN n % 30 > 0 THEN 1 + n % ${PUBLISHERS} END
    FROM generate_series(1, ${sections}) AS n`)
  await client.query(account('authors', authors))
  await client.query(account('users', users))
  await client.query(facts(size))
  await client.query('ANALYZE')
}
