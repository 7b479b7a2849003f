import { rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { migrate } from './db-migrate'
import { planCohorts } from './support/cohort-plan'
import { runCommand } from './support/command'
import { inScratchDatabase } from './support/measuring'
import { fillMillionAccounts } from './support/million-accounts'

// Who would move among a million users and fifty thousand authors, in ten features.

const FEATURES = `
  INSERT INTO features (name, description, contexts, rollout_mode)
    SELECT 'feature_' || n, 'About ' || n, 'both', 'canary' FROM generate_series(1, 10) AS n;
  INSERT INTO scoped_feature_rollouts (feature_name, scope_type, stage)
    SELECT name, 'global', CASE WHEN name < 'feature_5' THEN 'five_percent' ELSE 'fifty_percent' END::rollout_stage FROM features`

async function fill(databaseUrl: string): Promise<void> {
  await migrate(databaseUrl)
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query(FEATURES)
  await fillMillionAccounts(client).finally(() => client.end())
}

async function timed(what: string, work: () => Promise<unknown>): Promise<void> {
  const startedMs = performance.now()
  await work()
  const seconds = (performance.now() - startedMs) / 1000
  const mostMb = process.resourceUsage().maxRSS / 1024
  console.log(`${what}: ${seconds.toFixed(1)} s; memory up to here at most ${mostMb.toFixed(0)} MB`)
}

async function measureAll(databaseUrl: string): Promise<void> {
  await fill(databaseUrl)
  const csv = path.join(tmpdir(), `cohort-plan-${process.pid}.csv`)
  const all = { version: 2, feature: null, csv: null }
  await timed('nothing yet', async () => undefined)
  await timed('one feature', () => planCohorts(databaseUrl, { ...all, feature: 'feature_1' }))
  await timed('ten features', () => planCohorts(databaseUrl, all))
  await timed('ten features, with the file', () => planCohorts(databaseUrl, { ...all, csv }))
  console.log(`the file: ${((await stat(csv)).size / 1e6).toFixed(0)} MB`)
  await rm(csv)
}

runCommand(() => inScratchDatabase(measureAll))
