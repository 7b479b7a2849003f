import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { PrismaClient } from '@/lib/db/generated/client'
import { listFeatures } from '@/lib/queries/list-features'
import { migrate } from '@/scripts/db-migrate'
import { testDatabase } from './support/postgres'

const database = testDatabase()
const NOW = new Date('2026-06-01T00:00:00Z')
let prisma: PrismaClient

const ROWS = `
  INSERT INTO publishers VALUES ('3', 'Open Press'), ('4', 'Northfield'), ('5', 'City College');
  INSERT INTO projects VALUES ('12', 'Chemistry', '3'), ('13', 'Physics', '3');
  INSERT INTO sections VALUES ('77', 'Chem 101', '12', '3');
  INSERT INTO features (name, description, contexts, rollout_mode) VALUES
    ('b_scoped', 'B', 'authoring', 'scoped_only'), ('a_canary', 'A', 'both', 'canary'), ('c_unset', 'C', 'delivery', 'canary');
  INSERT INTO features (name, description, contexts, archived_at) VALUES ('gone', 'G', 'both', now());
  INSERT INTO scoped_feature_flag_states (feature_name, project_id) VALUES ('a_canary', '12'), ('a_canary', '13');
  INSERT INTO scoped_feature_flag_states (feature_name, section_id) VALUES ('a_canary', '77');
  INSERT INTO scoped_feature_rollouts (feature_name, scope_type, project_id, section_id, stage) VALUES
    ('a_canary', 'global', NULL, NULL, 'five_percent'), ('a_canary', 'project', '12', NULL, 'full'),
    ('a_canary', 'section', NULL, '77', 'off');
  INSERT INTO scoped_feature_exemptions (feature_name, publisher_id, effect, note, expires_at) VALUES
    ('a_canary', '3', 'deny', 'n', NULL), ('a_canary', '4', 'force_enable', 'n', '2026-06-01T00:00:00.001Z'),
    ('a_canary', '5', 'deny', 'n', '2026-06-01T00:00:00Z');`

beforeAll(async () => {
  await migrate(database.url)
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query(ROWS)
  await client.end()
  prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: database.url }) })
})
afterAll(() => prisma.$disconnect())

it('lists the features that are not archived by name, with what departs from their global stage', async () => {
  const { features, revision } = await listFeatures(prisma, NOW)
  expect(revision).toBe(1)
  expect(features).toEqual([
    {
      name: 'a_canary',
      description: 'A',
      contexts: 'both',
      mode: 'canary',
      stage: 'five_percent',
      isStageSet: true,
      optedIn: { projects: 2, sections: 1 },
      ownStages: 2,
      exemptions: { deny: 1, forceEnable: 1 },
    },
    expect.objectContaining({ name: 'b_scoped', mode: 'scoped_only', stage: null, isStageSet: false }),
    expect.objectContaining({
      name: 'c_unset',
      stage: 'off',
      isStageSet: false,
      optedIn: { projects: 0, sections: 0 },
    }),
  ])
})
