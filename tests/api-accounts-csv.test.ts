import { describe, expect, test } from 'vitest'
import { changePolicy } from '@/lib/changes/change-policy'
import { setInternals } from '@/lib/changes/set-internals'
import { serveApi } from './support/api'
import { migratedDatabases } from './support/import'
import { ADMIN_KEY, DECIDE_KEY, OPERATOR, SUPPORT, SYSTEM_ADMIN } from './support/principals'

const { fresh, shared } = migratedDatabases()

const HEADER = 'type,id,is_internal,note'
const LONG_ID = `${'x'.repeat(253)}é🐤`
const RIGHT_TO_LEFT = 'عمر‮1'
const MANY = 10_000

const aviary = shared((database) =>
  database.load({
    authors: [{ id: '1', name: 'Author' }],
    users: [
      ...['1', '2', '3', '4', LONG_ID, RIGHT_TO_LEFT, '=1+1', 'a,b', 'a"b', ' 1'].map((id) => ({
        id,
        name: `U ${id}`.slice(0, 255),
      })),
      ...Array.from({ length: MANY }, (_, nth) => ({ id: `many-${nth}`, name: `Many ${nth}` })),
    ],
  }),
)
const api = serveApi(aviary)

const send = (csv: string, { dryRun = false, type = 'text/csv' } = {}) =>
  api().ask('POST', `/api/v1/accounts/internal?dryRun=${dryRun}`, { body: csv, headers: { 'Content-Type': type } })
const file = (...lines: string[]) => [HEADER, ...lines].join('\n')
const internals = () => aviary().rows('SELECT id FROM users WHERE is_internal ORDER BY id')
const entries = (importId: string) =>
  aviary().rows('SELECT scope_type, scope_id, after, note FROM audit_events WHERE import_id = $1 ORDER BY id', [
    importId,
  ])

describe('a file of internal flags', () => {
  test('changes what it says in one transaction, each account with its own note and one shared import', async () => {
    const answer = await send(
      file('user,1,true,First of all', 'author,1,TRUE,"An author, too"', 'user,2,false,As it was'),
    )
    expect(answer).toMatchObject({
      status: 200,
      body: {
        dryRun: false,
        counts: { changed: 2, unchanged: 1, atFault: 0 },
        rows: [
          { line: 2, type: 'user', id: '1', name: 'U 1', isInternal: true, outcome: 'changed', message: null },
          { line: 3, type: 'author', id: '1', outcome: 'changed' },
          { line: 4, type: 'user', id: '2', outcome: 'unchanged' },
        ],
      },
    })
    expect(answer.headers.get('x-aviary-revision')).toBe(String(answer.body.revision))
    expect(await entries(answer.body.importId)).toEqual([
      { scope_type: 'author', scope_id: '1', after: { isInternal: true }, note: 'An author, too' },
      { scope_type: 'user', scope_id: '1', after: { isInternal: true }, note: 'First of all' },
    ])
    const revision = await aviary().revision()
    const again = await send(file('user,1,true,First of all', 'author,1,true,again'))
    expect(again).toMatchObject({ status: 200, body: { importId: null, counts: { changed: 0, unchanged: 2 } } })
    expect(await aviary().revision()).toBe(revision)
    await send(file('user,1,false,Back', 'author,1,false,Back'))
  })

  test('is tried without a trace: a dry run names what each row would do', async () => {
    const before = [await aviary().revision(), await internals()]
    const rows = ['user,1,true,n', 'user,2,false,n', 'user,nobody,true,n', 'user,1,false,again', 'user,3,perhaps,', 'x']
    const answer = await send(file(...rows), { dryRun: true })
    expect(answer).toMatchObject({
      status: 200,
      body: {
        dryRun: true,
        importId: null,
        counts: { changed: 1, unchanged: 1, atFault: 4 },
        rows: [
          { line: 2, outcome: 'will_change', message: null },
          { line: 3, outcome: 'unchanged', message: null },
          { line: 4, outcome: 'at_fault', message: 'there is no user of this id', name: null },
          { line: 5, outcome: 'at_fault', message: 'id: the same account stands on line 2' },
          { line: 6, outcome: 'at_fault', message: 'is_internal: true or false; note: 1–2000 characters' },
          { line: 7, outcome: 'at_fault', message: 'has 1 columns, not 4' },
        ],
      },
    })
    expect([await aviary().revision(), await internals()]).toEqual(before)
  })

  test('with one row at fault changes nothing, and names the line', async () => {
    const before = [await aviary().revision(), await internals()]
    const unknown = await send(file('user,3,true,n', 'user,nobody,true,n'))
    expect(unknown).toMatchObject({
      status: 422,
      body: { code: 'import_refused', errors: [{ path: 'line 3', message: 'there is no user of this id' }] },
    })
    const twice = await send(file('user,3,true,n', '', 'user,3,true,n'))
    expect(twice).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', errors: [{ path: 'line 4', message: 'id: the same account stands on line 2' }] },
    })
    expect([await aviary().revision(), await internals()]).toEqual(before)
  })

  test('may come from a spreadsheet: BOM, CRLF, quotes, line breaks in a note, blank lines at its end', async () => {
    const csv = `\ufeff${HEADER}\r\n"user","2","True","says ""yes"",\r\ntwice"\r\nuser,3,true,n\r\n\r\n\r\n`
    const { body } = await send(csv)
    expect(body.rows).toMatchObject([
      { line: 2, id: '2' },
      { line: 4, id: '3' },
    ])
    expect((await entries(body.importId))[0]).toMatchObject({ note: 'says "yes",\ntwice' })
    await send(file('user,2,false,n', 'user,3,false,n'))
  })

  test('holds text and nothing else: formulas, long ids, right-to-left, commas, quotes and blanks are kept as they are', async () => {
    const { status, body } = await send(
      file(
        'user,=1+1,true,"=HYPERLINK(""https://evil.example"")"',
        `user,${LONG_ID},true,@SUM(A1)`,
        `user,${RIGHT_TO_LEFT},true,ملاحظة`,
        'user,"a,b",true,n',
        'user,"a""b",true,n',
        'user, 1,true,n',
      ),
    )
    expect({ status, counts: body.counts }).toEqual({ status: 200, counts: { changed: 6, unchanged: 0, atFault: 0 } })
    const noted = new Map((await entries(body.importId)).map(({ scope_id, note }) => [scope_id, note]))
    expect(noted.get('=1+1')).toBe('=HYPERLINK("https://evil.example")')
    expect(noted.get(LONG_ID)).toBe('@SUM(A1)')
    expect(noted.get(RIGHT_TO_LEFT)).toBe('ملاحظة')
    expect([...noted.keys()]).toContain(' 1')
  })

  test.each([
    ['empty', '', 'line 1', 'the header must be type,id,is_internal,note'],
    ['of a header alone', `${HEADER}\n`, 'line 2', 'there are no rows'],
    ['without a header', 'user,1,true,n\n', 'line 1', 'the header must be type,id,is_internal,note'],
    ['with its columns in another order', 'id,type,is_internal,note\n1,user,true,n', 'line 1', 'the header must be'],
    ['with a column more', `${HEADER},x\nuser,1,true,n,x`, 'line 1', 'the header must be'],
    ['with another separator', 'type;id;is_internal;note\nuser;1;true;n', 'line 1', 'the header must be'],
    ['with a quote never closed', file('user,1,true,n', 'user,2,true,"never'), 'line 3', 'a quote is out of place'],
    ['with a stray quote', file('user,1,true,a"b'), 'line 2', 'a quote is out of place'],
    ['with a NUL', file('user,a\u0000b,true,n'), 'line 2', 'id: 1–255 characters'],
    ['with an id too long', file(`user,${'x'.repeat(256)},true,n`), 'line 2', 'id: 1–255 characters'],
    ['with a note too long', file(`user,1,true,${'x'.repeat(2001)}`), 'line 2', 'note: 1–2000 characters'],
    ['with another type', file('User,1,true,n'), 'line 2', 'type: '],
    ['of 10,001 rows', file(...Array(MANY + 1).fill('user,1,true,n')), 'line 10002', 'more than 10000 rows'],
    [
      'of 10,001 rows, blank ones among them',
      file(...Array(MANY).fill(''), 'user,1,true,n'),
      'line 10002',
      'more than',
    ],
  ])('is refused when it is %s', async (_what, csv, path, message) => {
    const { status, body } = await send(csv)
    expect({ status, code: body.code, path: body.errors[0].path }).toEqual({
      status: 400,
      code: 'invalid_request',
      path,
    })
    expect(body.errors[0].message).toContain(message)
  })

  test('is refused when it is no CSV, or not UTF-8', async () => {
    expect((await send(file('user,1,true,n'), { type: 'application/json' })).status).toBe(415)
    const latin = Buffer.from(file('user,1,true,caf\u00e9'), 'latin1')
    const response = await fetch(`${api().url}/api/v1/accounts/internal`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${api().adminKey}`, 'Content-Type': 'text/csv; charset=utf-8' },
      body: latin,
    })
    expect({ status: response.status, detail: (await response.json()).detail }).toEqual({
      status: 400,
      detail: 'The body is not valid UTF-8.',
    })
  })

  test('of 10,000 rows goes through in one change, with 10,000 notes', async () => {
    const csv = file(...Array.from({ length: MANY }, (_, nth) => `user,many-${nth},true,Note ${nth}`))
    const startedMs = performance.now()
    const { status, body } = await send(csv)
    const tookMs = performance.now() - startedMs
    process.stdout.write(`10,000 rows of internal flags: ${(tookMs / 1000).toFixed(2)} s\n`)
    expect({ status, counts: body.counts }).toEqual({
      status: 200,
      counts: { changed: MANY, unchanged: 0, atFault: 0 },
    })
    const [written] = await aviary().rows(
      `SELECT count(*)::int AS n, count(DISTINCT note)::int AS notes, count(DISTINCT revision)::int AS revisions,
         bool_and(note = 'Note ' || substr(scope_id, 6)) AS "isOwn" FROM audit_events WHERE import_id = $1`,
      [body.importId],
    )
    expect(written).toEqual({ n: MANY, notes: MANY, revisions: 1, isOwn: true })
  })
})

describe('a file is taken from whom decision.md lets:', () => {
  test.each([
    ['a command', OPERATOR, true, true],
    ['a system admin', SYSTEM_ADMIN, true, true],
    ['an admin key', ADMIN_KEY, true, true],
    ['support', SUPPORT, true, false],
    ['an app', DECIDE_KEY, false, false],
  ])('%s', async (_who, principal, usually, switchedOff) => {
    const own = await fresh()
    await own.load({ users: [{ id: '1', name: 'One' }] })
    const context = { pool: own.pool, principal, requestId: 'test' }
    const attempt = (csv: string, dryRun: boolean) =>
      setInternals(context, csv, { dryRun }).then(
        () => true,
        (error) => (error.code === 'forbidden' ? false : error),
      )
    expect(await attempt(file('user,1,true,n'), true)).toBe(usually)
    expect(await attempt(file('user,1,true,n'), false)).toBe(usually)
    const admin = { pool: own.pool, principal: SYSTEM_ADMIN, requestId: 'test' }
    await changePolicy(admin, { supportMayToggleInternal: false })
    expect(await attempt(file('user,1,false,n'), true)).toBe(switchedOff)
    expect(await attempt(file('user,1,false,n'), false)).toBe(switchedOff)
    expect(await own.rows('SELECT is_internal FROM users')).toEqual([{ is_internal: usually && !switchedOff }])
  })
})
