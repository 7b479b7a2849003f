import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runScript } from './support/command'
import { type Aviary, migratedDatabases } from './support/import'

// As docs/hash-contract.md has them; what is expected is computed by PostgreSQL alone.
const THRESHOLDS = { 5: `0${'c'.repeat(63)}`, 50: `7${'f'.repeat(63)}` } as const
type Percent = keyof typeof THRESHOLDS

const ODD_IDS = ['=1+1', 'a "quoted", one', 'ünïcode-日本', 'user:7:1']
const canary = (name: string) => ({
  name,
  description: name,
  contexts: ['both' as const],
  rolloutMode: 'canary' as const,
})
const at = (feature: string, stage: 'internal_only' | 'five_percent' | 'fifty_percent') =>
  ({ feature, scopeType: 'global', scopeId: null, stage }) as const

async function load(aviary: Aviary): Promise<void> {
  await aviary.load(
    {
      projects: [{ id: 'p', title: 'Chemistry' }],
      sections: ['s1', 's2'].map((id) => ({ id, title: id, projectId: 'p' })),
      authors: ODD_IDS.map((id, nth) => ({ id, name: id, isInternal: nth === 0 })),
      users: ODD_IDS.map((id) => ({ id, name: id })),
      features: [
        ...['climb', 'half', 'quiet', 'gone'].map(canary),
        { name: 'plain', description: 'p', contexts: ['both'], rolloutMode: 'scoped_only' },
      ],
      rollouts: [
        at('climb', 'five_percent'),
        ...['s1', 's2'].map((scopeId) => ({
          feature: 'climb',
          scopeType: 'section' as const,
          scopeId,
          stage: 'fifty_percent' as const,
        })),
        at('half', 'fifty_percent'),
        at('quiet', 'internal_only'),
        at('gone', 'five_percent'),
      ],
    },
    { reason: 'start' },
  )
  await aviary.rows(`UPDATE features SET archived_at = now() WHERE name = 'gone';
    INSERT INTO users (id, name, is_internal) SELECT 'u' || n, 'U', n % 50 = 0 FROM generate_series(1, 6000) AS n;
    INSERT INTO authors (id, name) SELECT 'a' || n, 'A' FROM generate_series(1, 300) AS n`)
}

const PLACED = `SELECT kind, id,
    sha256(convert_to($1 || ':' || kind || ':' || id || ':1', 'UTF8')) < decode($2, 'hex') AS today,
    sha256(convert_to($1 || ':' || kind || ':' || id || ':2', 'UTF8')) < decode($2, 'hex') AS later
  FROM (SELECT 'author' AS kind, id FROM authors WHERE NOT is_internal
    UNION ALL SELECT 'user', id FROM users WHERE NOT is_internal) AS actor`

const { shared } = migratedDatabases()
const aviary = shared(load)
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aviary-cohort-plan-'))
})
afterAll(() => rm(folder, { recursive: true }))

// As the application's role: nothing more than reading is needed.
const plan = (...args: string[]) => runScript('scripts/cohort-plan.ts', args, { DATABASE_URL: aviary().applicationUrl })

async function rowsOf(feature: string, percent: Percent, setAt: string): Promise<string[]> {
  const rows = await aviary().rows(
    `SELECT kind, concat_ws(' | ', count(*) FILTER (WHERE today), count(*) FILTER (WHERE later),
       count(*) FILTER (WHERE today AND later), count(*) FILTER (WHERE today AND NOT later),
       count(*) FILTER (WHERE later AND NOT today)) AS figures
     FROM (${PLACED}) AS placed GROUP BY kind ORDER BY kind`,
    [feature, THRESHOLDS[percent]],
  )
  return rows.map(({ kind, figures }) => `| ${feature} | ${percent} | ${setAt} | ${kind} | ${figures} |`)
}

async function moversOf(feature: string, percent: Percent): Promise<string[][]> {
  const rows = await aviary().rows(
    `SELECT kind, id, today FROM (${PLACED}) AS placed WHERE today <> later ORDER BY kind, id COLLATE "C"`,
    [feature, THRESHOLDS[percent]],
  )
  return rows.map(({ kind, id, today }) => [feature, String(percent), today ? 'leaves' : 'joins', kind, id])
}

describe('npm run cohort-plan', () => {
  test('counts who would move wherever a cohort decides, as PostgreSQL counts them', async () => {
    const { status, stdout, stderr } = await plan('--version', '2')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout.split('\n').filter((line) => /^\| \w+ \| \d/.test(line))).toEqual([
      ...(await rowsOf('climb', 5, 'global')),
      ...(await rowsOf('climb', 50, '2 sections')),
      ...(await rowsOf('half', 5, 'nowhere')),
      ...(await rowsOf('half', 50, 'global')),
    ])
    expect(stdout).toContain('304 authors, 1 of them internal; 6004 users, 120 of them internal.')
    expect((await plan('--version', '2')).stdout).toBe(stdout)
  })

  test('lists who would move at the stages that are set, authors first, each by id', async () => {
    const file = path.join(folder, 'moves.csv')
    expect((await plan('--version', '2', '--csv', file)).status).toBe(0)
    const [heading, ...moves] = parse(await readFile(file, 'utf8')) as string[][]
    expect(heading).toEqual(['feature', 'percent', 'effect', 'type', 'id'])
    const rows = moves.map(([feature = '', percent = '', effect, kind, id = '']) => [
      feature,
      percent,
      effect,
      kind,
      id.replace(/^'=/, '='),
    ])
    const expected = [
      ...(await moversOf('climb', 5)),
      ...(await moversOf('climb', 50)),
      ...(await moversOf('half', 50)),
    ]
    expect(rows).toHaveLength(expected.length)
    expect(new Set(rows.map(String))).toEqual(new Set(expected.map(String)))
    const actors = rows.map(([, , , kind, id]) => Buffer.from(`${kind}\0${id}`))
    expect(actors.every((actor, nth) => Buffer.compare(actors[nth - 1] ?? actor, actor) <= 0)).toBe(true)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  test('plans for one feature wherever it stands; nobody moves where no cohort is asked', async () => {
    const file = path.join(folder, 'quiet.csv')
    const { status, stdout } = await plan('--version', '7', '--feature', 'quiet', '--csv', file)
    expect(status).toBe(0)
    expect(stdout).toContain('| quiet | 5 | nowhere | user |')
    expect(stdout).not.toContain('climb')
    expect(await readFile(file, 'utf8')).toBe('feature,percent,effect,type,id\r\n')
  })

  test('changes nothing', async () => {
    const state = () => aviary().rows('SELECT (SELECT n FROM state_revision), (SELECT max(id) FROM audit_events)')
    const before = await state()
    await plan('--version', '2')
    expect(await state()).toEqual(before)
  })

  test.each([
    [[], 2, 'Use: npm run'],
    [['--version', '1'], 2, 'Use: npm run'],
    [['--version', '2.5'], 2, 'Use: npm run'],
    [['--version', '2', '--feature', 'gone', '--csv', 'gone.csv'], 1, 'gone: no feature'],
    [['--version', '2', '--feature', 'plain'], 1, 'plain: no feature'],
    [['--version', '2', '--csv', 'no/such/folder/moves.csv'], 1, 'ENOENT'],
  ])('used as %j it says what is wrong, and leaves no file', async (args, status, said) => {
    const files = await readdir('.')
    expect(await plan(...args)).toMatchObject({ status, stdout: '', stderr: expect.stringContaining(said) })
    expect(await readdir('.')).toEqual(files)
  })
})
