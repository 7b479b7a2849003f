import { describe, expect } from 'vitest'
import { rulesTest } from './support/rules'

const test = rulesTest()

const CHECK = '23514'
const UNIQUE = '23505'
const FOREIGN_KEY = '23503'
const NOT_NULL = '23502'
const RESTRICTED = '23001'
const GENERATED = '428C9'

const OPT_IN = 'INSERT INTO scoped_feature_flag_states (feature_name, project_id, section_id) VALUES ($1, $2, $3)'
const ROLLOUT = `INSERT INTO scoped_feature_rollouts (feature_name, scope_type, project_id, section_id, stage) VALUES ($1, $2, $3, $4, 'off')`
const EXEMPTION = `INSERT INTO scoped_feature_exemptions (feature_name, publisher_id, effect, note) VALUES ($1, $2, 'deny', $3)`

describe('a place', () => {
  test('of an opt-in is exactly one project or one section', async ({ db }) => {
    expect(await db.refusal(OPT_IN, ['f2', null, null])).toBe(CHECK)
    expect(await db.refusal(OPT_IN, ['f2', 'p1', 's1'])).toBe(CHECK)
    expect(await db.refusal(OPT_IN, ['f2', 'p1', null])).toBeNull()
    expect(await db.refusal(OPT_IN, ['f2', null, 's1'])).toBeNull()
    expect(await db.refusal(OPT_IN, ['f2', null, 's1'])).toBe(UNIQUE)
  })

  test('of a rollout is global without an id, or else the one that its type says', async ({ db }) => {
    for (const [type, project, section] of [
      ['global', 'p1', null],
      ['global', null, 's1'],
      ['project', null, null],
      ['project', null, 's1'],
      ['project', 'p1', 's1'],
      ['section', null, null],
      ['section', 'p1', null],
    ]) {
      expect(await db.refusal(ROLLOUT, ['f2', type, project, section]), `${type} ${project} ${section}`).toBe(CHECK)
    }
    for (const place of [
      ['global', null, null],
      ['project', 'p2', null],
      ['section', null, 's1'],
    ]) {
      expect(await db.refusal(ROLLOUT, ['f2', ...place])).toBeNull()
      expect(await db.refusal(ROLLOUT, ['f2', ...place]), 'one rollout a place').toBe(UNIQUE)
    }
  })

  test('and a feature have to exist', async ({ db }) => {
    expect(await db.refusal(OPT_IN, ['f2', 'nowhere', null])).toBe(FOREIGN_KEY)
    expect(await db.refusal(OPT_IN, ['nothing', 'p1', null])).toBe(FOREIGN_KEY)
    expect(await db.refusal(ROLLOUT, ['f2', 'section', null, 'nowhere'])).toBe(FOREIGN_KEY)
    expect(await db.refusal(EXEMPTION, ['f2', 'nobody', 'note'])).toBe(FOREIGN_KEY)
    expect(await db.refusal(`DELETE FROM projects WHERE id = 'p1'`)).toBe(FOREIGN_KEY)
    expect(await db.refusal(`DELETE FROM features WHERE name = 'f1'`)).toBe(FOREIGN_KEY)
  })

  test('has one exemption a feature and publisher, and that has a note', async ({ db }) => {
    expect(await db.refusal(EXEMPTION, ['f1', 'pub', 'again'])).toBe(UNIQUE)
    expect(await db.refusal(EXEMPTION, ['f1', 'pub2', ''])).toBe(CHECK)
    expect(await db.refusal(EXEMPTION, ['f1', 'pub2', 'n'.repeat(2001)])).toBe(CHECK)
    expect(await db.refusal(EXEMPTION, ['f1', 'pub2', null])).toBe(NOT_NULL)
    expect(await db.refusal(EXEMPTION, ['f1', 'pub2', '🐤'.repeat(2000)])).toBeNull()
  })
})

describe('what a rollout says of itself', () => {
  test.for([
    ['off', 0],
    ['internal_only', 0],
    ['five_percent', 5],
    ['fifty_percent', 50],
    ['full', 100],
  ] as const)('at %s is %i per cent', async ([stage, percentage], { db }) => {
    const { rows } = await db.run(
      `UPDATE scoped_feature_rollouts SET stage = $1 RETURNING scope_id, rollout_percentage AS percentage`,
      [stage],
    )
    expect(rows).toEqual([
      { scope_id: null, percentage },
      { scope_id: 'p1', percentage },
    ])
  })

  test('is made from its stage and place, and never written', async ({ db }) => {
    for (const column of ['scope_id', 'rollout_percentage']) {
      expect(await db.refusal(`UPDATE scoped_feature_rollouts SET ${column} = '7'`)).toBe(GENERATED)
    }
    expect(await db.refusal(`UPDATE scoped_feature_rollouts SET stage = 'banana'`)).toBe('22P02')
  })
})

describe('ids and names', () => {
  const CONTROLS = ['\u0001', '\t', '\n', '\r', '\u001f', '\u007f', '\u0080', '\u0085', '\u009f']
  const REFUSED = ['', '.', '..', 'i'.repeat(256), '🐤'.repeat(256), ...CONTROLS.map((control) => `a${control}b`)]
  const ACCEPTED = ['0', 'a b', ' ', '...', '.a', '\u00a0', '\\u0001', '𝒳é', "o'b", 'i'.repeat(255), '🐤'.repeat(255)]
  const INSERTS = {
    publishers: `INSERT INTO publishers VALUES ($1, 'P')`,
    projects: `INSERT INTO projects VALUES ($1, 'P')`,
    sections: `INSERT INTO sections VALUES ($1, 'S')`,
    authors: `INSERT INTO authors (id, name) VALUES ($1, 'A')`,
    users: `INSERT INTO users (id, name) VALUES ($1, 'U')`,
  }

  test.for(Object.entries(INSERTS))('of %s are 1 to 255 code points without controls', async ([, insert], { db }) => {
    for (const id of REFUSED) expect(await db.refusal(insert, [id]), JSON.stringify(id)).toBe(CHECK)
    for (const id of ACCEPTED) expect(await db.refusal(insert, [id]), JSON.stringify(id)).toBeNull()
  })

  test('are judged the same by whoever reads backslashes in the old way', async ({ db }) => {
    await db.run(`SET standard_conforming_strings = off`)
    for (const id of REFUSED) expect(await db.refusal(INSERTS.users, [id]), JSON.stringify(id)).toBe(CHECK)
    for (const id of ACCEPTED) expect(await db.refusal(INSERTS.users, [id]), JSON.stringify(id)).toBeNull()
  })

  test('are compared byte for byte', async ({ db }) => {
    for (const id of ['U1', 'u1 ', 'é', 'e\u0301']) expect(await db.refusal(INSERTS.users, [id])).toBeNull()
    const { rows } = await db.run(`SELECT id FROM users WHERE id IN ('U1', 'u1', 'u1 ', 'é', 'e\u0301') ORDER BY id`)
    expect(rows.map(({ id }) => id)).toEqual(['U1', 'e\u0301', 'u1', 'u1 ', 'é'])
  })

  test('of features keep to their grammar', async ({ db }) => {
    const insert = `INSERT INTO features (name, description, contexts) VALUES ($1, 'd', 'both')`
    for (const name of ['', 'a b', 'a/b', 'ü', 'a\n', 'a\\', 'n'.repeat(256)]) {
      expect(await db.refusal(insert, [name]), JSON.stringify(name)).toBe(CHECK)
    }
    for (const name of ['A', '0', 'a.b_c-D', '.', '-', 'n'.repeat(255)]) {
      expect(await db.refusal(insert, [name]), name).toBeNull()
    }
    expect(await db.refusal(`UPDATE features SET description = ''`)).toBe(CHECK)
    expect(await db.refusal(`UPDATE features SET description = repeat('d', 501)`)).toBe(CHECK)
  })

  test('of people: one console account and one author an e-mail address, however it is written', async ({ db }) => {
    const insert = `INSERT INTO console_users (email, name, role) VALUES ($1, 'N', 'support')`
    expect(await db.refusal(insert, ['N@example.edu'])).toBeNull()
    expect(await db.refusal(insert, ['n@EXAMPLE.edu'])).toBe(UNIQUE)
    expect(await db.refusal(`INSERT INTO authors VALUES ('a2', 'A@example.edu', 'A2')`)).toBe(UNIQUE)
  })
})

describe('what must never vanish', () => {
  test.for([
    `UPDATE audit_events SET note = 'other'`,
    'UPDATE audit_events SET note = note WHERE false',
    'DELETE FROM audit_events',
    'TRUNCATE audit_events',
    `INSERT INTO audit_events SELECT * FROM audit_events LIMIT 1 ON CONFLICT (id) DO UPDATE SET note = 'other'`,
    'DELETE FROM state_revision',
    'TRUNCATE state_revision',
  ])('is refused to the superuser too: %s', async (sql, { db }) => {
    const { rows } = await db.run('SELECT rolsuper FROM pg_roles WHERE rolname = session_user')
    expect(rows).toEqual([{ rolsuper: true }])
    expect(await db.refusal(sql)).toBe(RESTRICTED)
  })

  test('the revision has one row', async ({ db }) => {
    expect(await db.refusal('INSERT INTO state_revision DEFAULT VALUES')).toBe(UNIQUE)
    expect(await db.refusal('INSERT INTO state_revision (id) VALUES (false)')).toBe(CHECK)
  })

  test('no table of facts is emptied without a trace', async ({ db }) => {
    const tables = ['features', 'projects', 'sections', 'authors', 'users', 'publishers', 'scoped_feature_rollouts']
    tables.push('scoped_feature_flag_states', 'scoped_feature_exemptions', 'settings', 'api_keys', 'console_users')
    for (const table of tables) expect(await db.refusal(`TRUNCATE ${table} CASCADE`), table).toBe(RESTRICTED)
  })

  test('an API key never becomes another key', async ({ db }) => {
    await db.run(`INSERT INTO api_keys (name, prefix, hash, scopes) VALUES ('k', 'av_1', 'hash1', '{decide}')`)
    expect(await db.refusal(`UPDATE api_keys SET hash = 'hash2'`)).toBe(RESTRICTED)
    expect(await db.refusal(`UPDATE api_keys SET hash = 'hash1', name = 'l'`)).toBeNull()
    expect(await db.refusal(`UPDATE api_keys SET scopes = '{}'`)).toBe(CHECK)
    expect(await db.refusal(`UPDATE api_keys SET scopes = '{decide,root}'`)).toBe(CHECK)
  })
})
