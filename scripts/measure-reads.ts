import pg from 'pg'
import { CONSOLE_POOL, createPool } from '@/lib/db/pool'
import { featureBoard } from '@/lib/queries/feature-board'
import { getProject } from '@/lib/queries/get-resource'
import { listFeaturePlaces } from '@/lib/queries/list-feature-places'
import { listFeatures } from '@/lib/queries/list-features'
import { listPublishers } from '@/lib/queries/list-publishers'
import { listProjects, listSections } from '@/lib/queries/list-resources'
import type { ReadContext } from '@/lib/queries/read-context'
import { search } from '@/lib/queries/search'
import { migrate } from './db-migrate'
import { runCommand } from './support/command'
import { cellsOf, inScratchDatabase, ROUNDS } from './support/measuring'

// The console's reads over 1,000 features, 100,000 projects, sections, publishers and users, and 100,000 opt-ins.

const ROWS = `
  INSERT INTO publishers SELECT 'b' || i, 'Publisher ' || md5(i::text) FROM generate_series(1, 100000) i;
  INSERT INTO projects SELECT 'p' || i, 'Chemistry ' || md5(i::text), 'b' || i % 1000 + 1 FROM generate_series(1, 100000) i;
  INSERT INTO sections SELECT 's' || i, 'Chem 101 ' || md5(i::text), 'p' || i, 'b' || i % 1000 + 1 FROM generate_series(1, 100000) i;
  INSERT INTO users SELECT 'u' || i, NULL, 'User ' || md5(i::text) FROM generate_series(1, 100000) i;
  INSERT INTO features (name, description, contexts, rollout_mode)
    SELECT 'feature_' || i, 'About ' || i, 'both', 'canary' FROM generate_series(1, 1000) i;
  INSERT INTO scoped_feature_rollouts (feature_name, scope_type, stage)
    SELECT name, 'global', 'five_percent' FROM features;
  INSERT INTO scoped_feature_rollouts (feature_name, scope_type, section_id, stage)
    SELECT 'feature_' || i % 1000 + 1, 'section', 's' || i, 'off' FROM generate_series(1, 10000) i;
  INSERT INTO scoped_feature_flag_states (feature_name, section_id)
    SELECT 'feature_1', 's' || i FROM generate_series(1, 10000) i;
  INSERT INTO scoped_feature_flag_states (feature_name, project_id)
    SELECT 'feature_' || i % 1000 + 1, 'p' || i FROM generate_series(1, 90000) i;
  INSERT INTO scoped_feature_exemptions (feature_name, publisher_id, effect, note)
    SELECT 'feature_' || i % 1000 + 1, 'b' || i, 'deny', 'n' FROM generate_series(1, 3000) i;`

const page = { limit: 50 } as const
const places = { ...page, show: 'opted_in' } as const
const READS: Readonly<Record<string, (context: ReadContext) => Promise<unknown>>> = {
  'the board, nothing changed': featureBoard,
  'the board after a change': async (context) => {
    await context.pool.query(`UPDATE features SET description = 'As of ' || clock_timestamp() WHERE name = 'feature_7'`)
    return featureBoard(context)
  },
  'a page of features': (context) => listFeatures(context, { ...page, archived: 'false' }),
  'a project with 1,000 features': (context) => getProject(context, 'p7'),
  'places of a feature with 10,000 opt-ins': (context) => listFeaturePlaces(context, 'feature_1', places),
  'the same, searched': (context) => listFeaturePlaces(context, 'feature_1', { ...places, q: 'c4ca4' }),
  projects: (context) => listProjects(context, page),
  'projects, what all have': (context) => listProjects(context, { ...page, q: 'chem' }),
  'projects, what few have': (context) => listProjects(context, { ...page, q: 'c4ca4' }),
  'projects, what none has': (context) => listProjects(context, { ...page, q: 'qqqq' }),
  'projects, two letters none has': (context) => listProjects(context, { ...page, q: 'qq' }),
  'sections of a publisher': (context) => listSections(context, { ...page, publisherId: 'b7' }),
  'sections of a project': (context) => listSections(context, { ...page, projectId: 'p7' }),
  'publishers, the beginning of ids': (context) => listPublishers(context, { ...page, q: 'b12' }),
  'search, what all have': (context) => search(context, 'chem'),
  'search, what few have': (context) => search(context, 'c4ca4'),
  'search, what none has': (context) => search(context, 'qqqq'),
  'search, two letters none has': (context) => search(context, 'qq'),
}

async function fill(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query(ROWS)
  await client.query('VACUUM ANALYZE').finally(() => client.end())
}

async function measureAll(databaseUrl: string): Promise<void> {
  await migrate(databaseUrl)
  await fill(databaseUrl)
  const pool = createPool(databaseUrl, CONSOLE_POOL, console.error)
  const context: ReadContext = { pool, principal: { kind: 'command', id: 'measure', name: 'Measurement' } }
  console.log(`| read | least | median of ${ROUNDS} | most, ms |\n| --- | --- | --- | --- |`)
  for (const [what, read] of Object.entries(READS)) console.log(`| ${what} | ${await cellsOf(() => read(context))} |`)
  await pool.end()
}

runCommand(() => inScratchDatabase(measureAll))
