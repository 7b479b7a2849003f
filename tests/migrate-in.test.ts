import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import { compare } from '../scripts/migrate-in/compare'
import { judgeSource } from '../scripts/migrate-in/judge-source'
import { judgeTarget } from '../scripts/migrate-in/judge-target'
import { drawSample } from '../scripts/migrate-in/sample'
import { withSource } from '../scripts/migrate-in/source'
import { makeOldSystem, OLD_FEATURES } from '../scripts/rehearse/old-system'
import { runScript } from './support/command'
import { migratedDatabases } from './support/import'
import { createDatabase } from './support/postgres'

const SIZE = { users: 5100, authors: 1100, projects: 240, sections: 600 }
const { fresh } = migratedDatabases()

/** A database as the old system has it. @param change made to it */
async function oldSystem(change = ''): Promise<{ url: string; query: (sql: string) => Promise<pg.QueryResult> }> {
  const database = await createDatabase('old')
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  onTestFinished(async () => {
    await client.end()
    await database.drop()
  })
  await makeOldSystem(client, SIZE)
  if (change !== '') await client.query(change)
  return { url: database.url, query: (sql) => client.query(sql) }
}

async function file(name: string, text: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'aviary-migrate-in-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(path.join(folder, name), text)
  return path.join(folder, name)
}

const featureFile = () => file('features.json', JSON.stringify(OLD_FEATURES))

async function migrateIn(url: string, ...args: string[]) {
  const all = ['--sample', '500', ...args]
  const { status, stdout, stderr } = await runScript('scripts/migrate-in.ts', all, { DATABASE_URL: url })
  return { status, said: stdout, failure: stderr }
}

describe('moving over', () => {
  test('writes nothing at first, then all of it, and finds the decisions the same', async () => {
    const [old, aviary] = [await oldSystem(), await fresh()]
    const from = ['--from', old.url, '--features', await featureFile(), '--sample', '4000']
    const users = async () => (await aviary.rows('SELECT count(*)::int AS count FROM users'))[0]?.count

    const planned = await migrateIn(aviary.url, ...from)
    expect(planned).toMatchObject({ status: 0, said: expect.stringContaining('Nothing was written') })
    expect(planned.said).toMatch(/^\d+,\d{3} rows would be created, 0 would be changed, 0 are here/)
    expect(await users()).toBe(0)

    const moved = await migrateIn(aviary.url, ...from, '--apply')
    expect(moved).toMatchObject({ status: 0, said: expect.stringContaining('Moved over.') })
    expect(moved.said).toMatch(/4,000 decisions compared .*: 0 differ\./)
    for (const reason of ['cohort_allow', 'cohort_deny', 'internal', 'publisher_denied', 'publisher_force_enable'])
      expect(moved.said).toMatch(new RegExp(`${reason} \\d`))
    expect(moved.said).toContain('  users: 5,100 there, 5,100 here\n')
    expect(await users()).toBe(SIZE.users)
    await aviary.rows(`INSERT INTO users (id, name) VALUES ('new', 'Made here')`)

    const again = await migrateIn(aviary.url, ...from, '--apply')
    expect(again).toMatchObject({ status: 0, said: expect.stringMatching(/^0 rows created, 0 changed/) })
    expect(again.said).toContain('users: 5,100 there, 5,101 here: 1 were made here, or deleted there since')
  })

  test('mends what can only be mended, and says what it mended', async () => {
    const [old, aviary] = [await oldSystem(), await fresh()]
    await old.query(`UPDATE authors SET email = upper((SELECT email FROM authors WHERE id = 3)) WHERE id = 5`)
    const { said } = await migrateIn(aviary.url, '--from', old.url, '--features', await featureFile(), '--apply')
    expect(said).toMatch(/\d+ × has no name: named by its address or its id: authors 1009/)
    expect(said).toMatch(/1 × has an address that is none: moved without it: users 5003/)
    expect(said).toMatch(/1 × has the address of another author: moved without it: authors 5\n/)
    const names = await aviary.rows(`SELECT name, email FROM users WHERE id IN ('1009', '4001', '5003') ORDER BY id`)
    expect(names).toEqual([
      { name: 'person1009@college.example.edu', email: 'person1009@college.example.edu' },
      { name: expect.stringMatching(/^\S+ \S+ 4001 second line$/), email: 'person4001@college.example.edu' },
      { name: expect.any(String), email: null },
    ])
  })

  test.each([
    [
      'a stage',
      `UPDATE scoped_feature_rollouts SET stage = 'banana' WHERE id = 1`,
      /rollouts\[\d+\].*"stage":"banana"/,
    ],
    [
      'an effect',
      `UPDATE scoped_feature_exemptions SET effect = 'perhaps' WHERE id = 1`,
      /exemptions\[\d+\].*"perhaps"/,
    ],
    [
      'a feature',
      `UPDATE scoped_feature_rollouts SET feature_name = 'nobodys' WHERE id = 1`,
      /rollouts\[\d+\].*"nobodys"/,
    ],
  ])('refuses %s that nobody knows, by name, and moves no rollout', async (_, change, named) => {
    const [old, aviary] = [await oldSystem(change), await fresh()]
    const run = await migrateIn(aviary.url, '--from', old.url, '--features', await featureFile(), '--apply')
    expect(run).toMatchObject({ status: 1, failure: expect.stringMatching(named) })
    expect(await aviary.rows('SELECT * FROM scoped_feature_rollouts')).toEqual([])
    expect(await aviary.rows('SELECT * FROM scoped_feature_flag_states')).toEqual([])
  })

  test('guesses no feature that stands in no table, and says which are in use', async () => {
    const [old, aviary] = [await oldSystem(), await fresh()]
    const run = await migrateIn(aviary.url, '--from', old.url)
    expect(run).toMatchObject({ status: 1, failure: expect.stringContaining('"peer_review"') })
  })

  test('says what the other database lacks', async () => {
    const [old, aviary] = [await oldSystem('ALTER TABLE sections DROP COLUMN title'), await fresh()]
    const run = await migrateIn(aviary.url, '--from', old.url)
    expect(run).toMatchObject({ status: 1, failure: expect.stringContaining('lacks sections.title') })
  })

  test('compares with what the other system really answered', async () => {
    const [old, aviary] = [await oldSystem(), await fresh()]
    const asked = {
      feature: 'lesson_notes',
      actor: { type: 'user', id: '1' },
      resource: { type: 'project', id: '999' },
    }
    const answers = await file('answers.ndjson', `${JSON.stringify({ ...asked, result: true })}\n`)
    const from = ['--from', old.url, '--features', await featureFile()]
    const run = await migrateIn(aviary.url, ...from, '--apply', '--answers', answers)
    expect(run).toMatchObject({ status: 1, failure: expect.stringContaining('decisions differ') })
    expect(run.said).toContain('lesson_notes for user 1 in project 999: was allow')
  })
})

test('a row that is not here as it is there is found by the decisions that it changes', async () => {
  const [old, aviary] = [await oldSystem(), await fresh()]
  const { status } = await migrateIn(aviary.url, '--from', old.url, '--features', await featureFile(), '--apply')
  expect(status).toBe(0)
  await withSource(old.url, async (source) => {
    const requests = await drawSample(source, OLD_FEATURES, 4000)
    const before = await judgeSource(source, OLD_FEATURES, requests)
    const different = async () => compare(requests, before, await judgeTarget(aviary.url, requests)).different
    expect(await different()).toBe(0)
    await aviary.rows(`UPDATE users SET is_internal = false`)
    expect(await different()).toBeGreaterThan(0)
    await aviary.rows(`UPDATE users SET is_internal = true WHERE id::int % 2500 = 1`)
    expect(await different()).toBe(0)
    await aviary.rows(
      `UPDATE scoped_feature_rollouts SET stage = 'five_percent' WHERE scope_type = 'global' AND stage = 'fifty_percent'`,
    )
    expect(await different()).toBeGreaterThan(0)
  })
})
