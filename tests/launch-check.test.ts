import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { createConsoleUser } from '@/lib/changes/create-console-user'
import { prepareDemo } from '@/scripts/support/demo'
import { readSignOffs, SIGN_OFFS } from '@/scripts/support/sign-offs'
import { runScript } from './support/command'
import { migratedDatabases } from './support/import'
import { OPERATOR } from './support/principals'

const TODAY = '2027-02-01'
const { fresh } = migratedDatabases()
let page = ''
let folder = ''

beforeAll(async () => {
  page = await readFile('docs/launch-checklist.md', 'utf8')
  folder = await mkdtemp(path.join(tmpdir(), 'aviary-launch-check-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** The page with every sign-off as it is when it is given, or as `state` has it. */
const signed = (state = (role: string) => `signed by ${role}, 2026-01-31: "As it is."`) =>
  page.replace(
    /- \*\*Given by:\*\* (.+)\n- \*\*State:\*\* .+/g,
    (_, role: string) => `- **Given by:** ${role}\n- **State:** ${state(role)}`,
  )

describe('the page', () => {
  test('has each sign-off, and everything about it', () => {
    const { open, faults } = readSignOffs(page, TODAY)
    expect(faults).toEqual([])
    // Those that are signed by now are no longer open; none is anything else.
    for (const one of open) expect(SIGN_OFFS.some((title) => one.startsWith(`${title}, by the `))).toBe(true)
  })

  test('with all signed has nothing open', () => {
    expect(readSignOffs(signed(), TODAY)).toEqual({ open: [], faults: [] })
  })

  test('with one open says which, and who gives it', () => {
    const state = (role: string) => (role === 'privacy officer' ? 'open' : `signed by ${role}, ${TODAY}: "Yes"`)
    expect(readSignOffs(signed(state), TODAY)).toEqual({ open: ['Telemetry, by the privacy officer'], faults: [] })
  })

  test.each([
    ['by somebody else', () => 'signed by intern, 2026-01-31: "Yes"', /^Scheduling: it is given by the product owner/],
    ['on no day', (role: string) => `signed by ${role}, 2026-02-30: "Yes"`, /2026-02-30 is no date/],
    ['on a day to come', (role: string) => `signed by ${role}, 2027-02-02: "Yes"`, /2027-02-02 is to come/],
    ['without words', (role: string) => `signed by ${role}, 2026-01-31: " "`, /is neither/],
    ['without quotes', (role: string) => `signed by ${role}, 2026-01-31: Yes`, /is neither/],
    ['as Open', () => 'Open', /is neither/],
  ])('signed %s is malformed', (_, state, said) => {
    const { open, faults } = readSignOffs(signed(state), TODAY)
    expect(open).toEqual([])
    expect(faults).toHaveLength(SIGN_OFFS.length)
    expect(faults).toContainEqual(expect.stringMatching(said))
  })

  test.each<[string, (text: string) => string, RegExp]>([
    ['without a section', (text) => text.replace('### Telemetry', '#### Telemetry'), /^Telemetry: there is no such/],
    [
      'with a section twice',
      (text) => text.replace('### Telemetry', '### Scheduling'),
      /^Scheduling: it is there twice/,
    ],
    ['with another section', (text) => text.replace('### Telemetry', '### Budget'), /^Budget: no such sign-off/],
    ['without a part', (text) => text.replace(/- \*\*Question:.*\n/, ''), /^Force-enable: its parts must be/],
    [
      'with a mistyped part',
      (text) => text.replace('- **State:**', '- **State**:'),
      /^Force-enable: its parts must be/,
    ],
    ['without its sign-offs', (text) => text.replace('## Sign-offs', '## Signed'), /^Force-enable: there is no such/],
  ])('%s is malformed', (_, spoil, said) => {
    expect(readSignOffs(spoil(signed()), TODAY).faults).toContainEqual(expect.stringMatching(said))
  })
})

async function run(text: string, environment: Record<string, string> = {}, ...args: string[]) {
  const file = path.join(folder, 'page.md')
  await writeFile(file, text)
  return runScript('scripts/launch-check.ts', ['--page', file, ...args], { DATABASE_URL: '', ...environment })
}

describe('npm run launch-check', () => {
  test('fails while a sign-off is open, and on what is malformed', async () => {
    const open = await run(signed(() => 'open'))
    expect(open).toMatchObject({
      status: 1,
      stdout: expect.stringContaining("Open: Support's switch, by the support lead."),
    })
    const malformed = await run(signed(() => 'perhaps'))
    expect(malformed).toMatchObject({ status: 1, stdout: expect.stringContaining('Malformed: Scheduling: ') })
  })

  test('passes when all are signed, and says what it did not look at', async () => {
    const { status, stdout } = await run(signed())
    expect(status).toBe(0)
    expect(stdout.split('\n')).toEqual([
      'The database was not looked at: DATABASE_URL is not set.',
      'No node was asked: --url was not given.',
      'All 5 sign-offs are given, and nothing was found wrong.',
      '',
    ])
  })

  test("finds a database that is not as a launch needs it: the demo's, as its owner", async () => {
    const { url, pool } = await fresh()
    await prepareDemo(pool, folder)
    const { status, stdout } = await run(signed(), { DATABASE_URL: url })
    expect(status).toBe(1)
    expect(stdout.split('\n').slice(0, 3)).toEqual([
      'System admins: 1, and there must be 2.',
      "The demo's are still there: the key Demo, the sign-in admin@example.edu, the sign-in support@example.edu.",
      'DATABASE_URL is of a role that may change the audit trail: see db:role.',
    ])
  })

  test('passes a database with two system admins, as the application’s role', async () => {
    const { applicationUrl, pool } = await fresh()
    const context = { pool, principal: OPERATOR, requestId: 'test' }
    for (const email of ['ada@example.org', 'ben@example.org'])
      await createConsoleUser(context, { email, role: 'system_admin' })
    expect(await run(signed(), { DATABASE_URL: applicationUrl })).toMatchObject({ status: 0 })
  })

  test('finds a trail that is not whole, and a database without its migrations', async () => {
    const broken = await fresh()
    await broken.load({ features: [{ name: 'f', description: 'f', contexts: ['both'] }] })
    await broken.rows(`ALTER TABLE audit_events DISABLE TRIGGER USER`)
    await broken.rows(`UPDATE audit_events SET note = 'another'`)
    expect((await run(signed(), { DATABASE_URL: broken.url })).stdout).toContain('The audit trail is not whole')
    await broken.rows(`DELETE FROM _prisma_migrations WHERE migration_name LIKE '%_node_worker'`)
    const { stdout } = await run(signed(), { DATABASE_URL: broken.url })
    expect(stdout).toMatch(/^Migrations are pending: 20260412000200_node_worker\. .* Nothing else was looked at\.\n/)
  })

  test('asks whether the nodes are ready', async () => {
    let status = 503
    const server = createServer((_, response) => response.writeHead(status).end('{"status":"not_ready"}'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    expect((await run(signed(), {}, '--url', url)).stdout).toContain('answers 503: {"status":"not_ready"}')
    status = 200
    expect(await run(signed(), {}, '--url', url)).toMatchObject({ status: 0 })
  })

  test.each([[['--url', 'aviary']], [['--sign']]])('used as %j it says how it is used', async (args) => {
    const { status, stderr } = await run(signed(), {}, ...args)
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('Use: npm run launch-check') })
  })
})
