import { describe, expect, onTestFinished, test } from 'vitest'
import { createCountKeeper } from '@/lib/decisions/count-keeper'
import { createDecisionTally } from '@/lib/decisions/decision-tally'
import { serveApi } from './support/api'
import { runScript } from './support/command'
import { startFront } from './support/front-process'
import { migratedDatabases } from './support/import'

const { shared } = migratedDatabases()
const feature = (name: string, rolloutMode: 'canary' | 'scoped_only' = 'canary') => ({
  name,
  description: 'A feature',
  contexts: ['both' as const],
  rolloutMode,
})
const aviary = shared((fresh) =>
  fresh.load(
    {
      publishers: [
        { id: '3', name: 'Open Press' },
        { id: '4', name: 'Blue Books' },
      ],
      projects: [{ id: 'p', title: 'A project', publisherId: '3' }],
      features: ['climb', 'old_full', 'new_full', 'quiet'].map((name) => feature(name)).concat(feature('archived')),
      rollouts: ['old_full', 'new_full'].map((name) => ({
        feature: name,
        scopeType: 'global' as const,
        scopeId: null,
        stage: 'full' as const,
      })),
    },
    { reason: 'As it was before' },
  ),
)
const api = serveApi(aviary)
const SOON = { timeout: 15_000, interval: 100 }
const DAY_MS = 24 * 3_600_000
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString()

/** Moves what is written back in time, past the triggers. */
const past = (sql: string) =>
  aviary().rows(`SET session_replication_role = replica; ${sql}; SET session_replication_role = origin`)
const ask = async (path: string) => (await api().ask('GET', `/api/v1/reports/${path}`)).body
const exempt = (name: string, publisherId: string, body: object) =>
  api().ask('PUT', `/api/v1/features/${name}/exemptions/${publisherId}`, { body })

describe('the exemptions of a week', () => {
  test('tell what was made, changed, removed, and what ends, by whom and why', async () => {
    const made = await exempt('climb', '3', { effect: 'deny', note: 'Contract', expiresAt: inDays(3) })
    await exempt('climb', '3', {
      effect: 'force_enable',
      note: '=Asked for it',
      expectedVersion: made.body.version,
      expiresAt: inDays(3),
    })
    const second = await exempt('quiet', '4', { effect: 'deny', note: 'Not ready', expiresAt: inDays(30) })
    await api().ask('DELETE', '/api/v1/features/quiet/exemptions/4', {
      body: { note: 'Ready now', expectedVersion: second.body.version },
    })
    const { items, isCut } = await ask('exemptions')
    const by = { kind: 'api_key', name: 'Test admin' }
    expect(items).toMatchObject([
      { publisherName: 'Blue Books', feature: 'quiet', kind: 'made', effect: 'deny', note: 'Not ready', by },
      { publisherName: 'Blue Books', feature: 'quiet', kind: 'removed', effect: 'deny', note: 'Ready now', by },
      { publisherName: 'Open Press', feature: 'climb', kind: 'made', effect: 'deny', note: 'Contract', by },
      { publisherName: 'Open Press', feature: 'climb', kind: 'changed', effect: 'force_enable', note: '=Asked for it' },
      { publisherName: 'Open Press', feature: 'climb', kind: 'expiring', effect: 'force_enable', by, auditEntry: null },
    ])
    expect(isCut).toBe(false)
  })

  test('are those of the week that is asked for', async () => {
    const kinds = async (until: string) =>
      (await ask(`exemptions?until=${encodeURIComponent(until)}`)).items.map(({ kind }: { kind: string }) => kind)
    expect(await kinds(inDays(-1))).toEqual(['expiring'])
    expect(await kinds(inDays(4))).toEqual(['made', 'removed', 'made', 'changed', 'expired'])
    expect(await kinds(inDays(-30))).toEqual([])
    expect((await api().ask('GET', '/api/v1/reports/exemptions?until=tomorrow')).status).toBe(400)
  })

  test('come as CSV in which no note is a formula', async () => {
    const { body, headers } = await api().ask('GET', '/api/v1/reports/exemptions?format=csv')
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="exemptions-until-\d{4}-\d\d-\d\d\.csv"$/)
    const lines = body.trim().split('\r\n')
    expect(lines).toHaveLength(6)
    expect(lines[4]).toContain(`'=Asked for it`)
    expect((await api().ask('GET', '/api/v1/reports/exemptions', { headers: { Accept: 'text/csv' } })).body).toBe(body)
  })
})

describe('stale features', () => {
  test('are those at full for 60 days, with what still holds them back', async () => {
    expect((await ask('stale-features')).atFull).toEqual([])
    await past(`UPDATE scoped_feature_rollouts SET updated_at = now() - interval '61 days' WHERE feature_name = 'old_full';
      UPDATE scoped_feature_rollouts SET updated_at = now() - interval '59 days' WHERE feature_name = 'new_full'`)
    const reason = 'This one waits'
    const place = '/api/v1/features/old_full/rollouts/project/p'
    await api().ask('PUT', place, { body: { stage: 'fifty_percent', reason } })
    await exempt('old_full', '4', { effect: 'deny', note: 'Not here' })
    expect((await ask('stale-features')).atFull).toEqual([
      { feature: 'old_full', since: expect.any(String), placesBelow: 1, denies: 1 },
    ])
  })

  test('are those that nobody asked for in 30 days, counted from when counting began', async () => {
    const names = async () => (await ask('stale-features')).notAsked.map((row: { feature: string }) => row.feature)
    expect(await names()).toEqual([])
    await past(`UPDATE features SET created_at = now() - interval '90 days';
      INSERT INTO feature_asks VALUES ('climb', now() - interval '31 days', now() - interval '90 days'),
        ('old_full', NULL, now() - interval '20 days'), ('new_full', now() - interval '29 days', now() - interval '90 days')`)
    expect(await names()).toEqual(['archived', 'quiet', 'climb'])
    const tally = createDecisionTally()
    const keeper = createCountKeeper(tally, aviary().pool)
    for (const name of ['climb', 'quiet']) tally.add(name, 'stage_off')
    keeper.collect(Date.now())
    await keeper.write()
    expect(await names()).toEqual(['archived'])
    await api().ask('DELETE', '/api/v1/features/archived', { body: {} })
    expect(await names()).toEqual([])
  })

  test('are names that are asked for and that no feature has', async () => {
    const front = await startFront(aviary().url)
    onTestFinished(() => front.kill('SIGKILL'))
    const decide = (name: string) =>
      fetch(`${front.url}/api/decision`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${api().decideKey}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({
          feature: name,
          actor: { type: 'user', id: '1' },
          resource: { type: 'project', id: 'p' },
        }),
      })
    await expect.poll(async () => (await decide('forgotten_flag')).status, SOON).toBe(404)
    for (const name of ['forgotten_flag', 'archived', 'climb']) await decide(name)
    const unknown = async () => (await ask('stale-features')).unknown
    await expect.poll(unknown, SOON).toMatchObject([
      { feature: 'forgotten_flag', atLeast: 2, nodes: 1, isArchived: false },
      { feature: 'archived', atLeast: 1, nodes: 1, isArchived: true },
    ])
    expect(await aviary().rows(`SELECT 1 FROM feature_asks WHERE feature_name = 'forgotten_flag'`)).toEqual([])
  })

  test('come as CSV', async () => {
    const { body } = await api().ask('GET', '/api/v1/reports/stale-features?format=csv')
    expect(body.split('\r\n')[0]).toBe('kind,feature,since,placesBelow,denies,optIns,askedAtLeast,nodes')
    expect(body).toContain('at_full,old_full,')
  })
})

describe('npm run report', () => {
  const report = (...args: string[]) => runScript('scripts/report.ts', args, { DATABASE_URL: aviary().url })

  test('prints both as Markdown, notes as text', async () => {
    await exempt('new_full', '3', { effect: 'deny', note: 'One | two\n<b>three</b>' })
    const { status, stdout } = await report()
    expect(status).toBe(0)
    expect(stdout).toContain('# Exemptions')
    expect(stdout).toContain('One \\| two \\<b\\>three\\</b\\>')
    expect(stdout).toContain('| old\\_full |')
  })

  test('prints one as CSV', async () => {
    expect((await report('--csv', 'stale')).stdout).toContain('at_full,old_full,')
    expect((await report('--csv', 'exemptions')).stdout).toContain('made,')
  })

  test('says how it is used', async () => {
    const { status, stderr } = await report('--csv', 'everything')
    expect(status).not.toBe(0)
    expect(stderr).toContain('Use: npm run')
  })
})
