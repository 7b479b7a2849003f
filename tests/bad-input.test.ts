import { describe, expect, test } from 'vitest'
import { hashApiKey, makeApiKey } from '@/lib/auth/api-keys'
import { counters } from '@/lib/telemetry/counters'
import { ACTOR, BAD_INPUT_FACTS, badInputDoors, DOORS, GOOD, invalid, RESOURCE } from './support/bad-input-world'
import { decide, decideAll, decisionWorld } from './support/decision-world'
import { refusalOf } from './support/problem'

const world = decisionWorld(BAD_INPUT_FACTS)
const { post, refused } = badInputDoors(world)
const CANARY = 'canary-4f1d'
const json = JSON.stringify

describe.each(DOORS)('%s', (door) => {
  const good = json(GOOD[door])

  describe('in text that is no JSON of UTF-8', () => {
    const utf16 = Buffer.from(good, 'utf16le')
    const broken = (...bytes: number[]) => Buffer.concat([Buffer.from('{"x":"'), Buffer.from(bytes), Buffer.from('"}')])
    test.each<[string, BodyInit]>([
      ['nothing', ''],
      ['spaces', '   '],
      ['an object that does not end', '{'],
      ['a document cut short', good.slice(0, -1)],
      ['two documents', good + good],
      ['a comma too many', good.replace(/}$/, ',}')],
      ['a comment', `/* hello */${good}`],
      ['single quotes', good.replaceAll('"', "'")],
      ['NaN', '{"x":NaN}'],
      ['Infinity', '{"x":Infinity}'],
      ['-Infinity', '{"x":-Infinity}'],
      ['undefined', '{"x":undefined}'],
      ['hexadecimal', '{"x":0x10}'],
      ['a leading zero', '{"x":01}'],
      ['a raw line break in a text', '{"x":"a\nb"}'],
      ['a raw NUL in a text', '{"x":"a\u0000b"}'],
      ['a NUL after the end', `${good}\u0000`],
      ['a byte order mark', `\ufeff${good}`],
      ['UTF-16, little-endian', utf16],
      ['UTF-16, big-endian', Buffer.from(utf16).swap16()],
      ['UTF-16 with its mark', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])],
      ['a byte that UTF-8 never has', broken(0xff)],
      ['an overlong slash', broken(0xc0, 0xaf)],
      ['a surrogate in UTF-8', broken(0xed, 0xa0, 0x80)],
      ['a character past the last', broken(0xf4, 0x90, 0x80, 0x80)],
      ['a character cut short', broken(0xe2, 0x82)],
      ['gzip that does not say so', Buffer.from([0x1f, 0x8b, 0x08, 0x00, 0x00])],
      ['33 lists', '['.repeat(33) + ']'.repeat(33)],
      ['33 objects', `${'{"x":'.repeat(33)}1${'}'.repeat(33)}`],
      ['30,000 lists', '['.repeat(30_000) + ']'.repeat(30_000)],
      ['60,000 lists that do not end', '['.repeat(60_000)],
    ])('is 400: %s', async (_what, body) => {
      expect(await refused(door, body)).toEqual(invalid(''))
    })
  })

  describe('with a name twice', () => {
    test.each([
      [good.replace('{', '{"actor":1,'), 'actor'],
      [good.replace('"id":"1042"', '"id":"1042","id":"1042"'), 'actor.id'],
      [good.replace('"id":"12"', '"id":"12","\\u0069d":"shut"'), 'resource.id'],
      [good.replace('{', '{"__proto__":1,"__proto__":2,'), '__proto__'],
      [good.replace('{', '{"":1,"":2,'), ''],
      ['[{"a":1},{"a":1,"b":[{"c":1,"c":1}]}]', '[1].b[0].c'],
      ['{"a":"\\":","a":1}', 'a'],
    ])('is 400 and names it: %s', async (body, path) => {
      const { errors } = JSON.parse((await post(door, body)).text)
      expect(errors).toEqual([{ path, message: 'A member name appears twice.' }])
    })
  })

  describe('of another shape', () => {
    const given = GOOD[door]
    const changed = (change: object) => json({ ...given, ...change })
    test.each<[string, string, string[]]>([
      ['null', 'null', ['']],
      ['a list', json([given]), ['']],
      ['a text', json(good), ['']],
      ['a number', '42', ['']],
      ['nothing in it', '{}', door === '/api/decision' ? ['feature', 'actor', 'resource'] : ['actor', 'resource']],
      ['an actor that is null', changed({ actor: null }), ['actor']],
      ['an actor that is a list', changed({ actor: [ACTOR] }), ['actor']],
      ['an actor that is a text', changed({ actor: 'user:1042' }), ['actor']],
      ['an actor without an id', changed({ actor: { type: 'user' } }), ['actor.id']],
      ['an actor of no type', changed({ actor: { type: 'admin', id: '1' } }), ['actor.type']],
      ['an actor of a type in capitals', changed({ actor: { type: 'USER', id: '1' } }), ['actor.type']],
      ['a number for an actor', changed({ actor: { type: 'user', id: 1042 } }), ['actor.id']],
      ['a list for an actor', changed({ actor: { type: 'user', id: ['1042'] } }), ['actor.id']],
      ['a resource that is a list', changed({ resource: [] }), ['resource']],
      ['a resource of no type', changed({ resource: { type: 'publisher', id: '3' } }), ['resource.type']],
      ['a number for a resource', changed({ resource: { type: 'project', id: 12 } }), ['resource.id']],
      ['a number for a publisher', changed({ resource: { ...RESOURCE, publisherId: 3 } }), ['resource.publisherId']],
      [
        'a boolean for a publisher',
        changed({ resource: { ...RESOURCE, publisherId: false } }),
        ['resource.publisherId'],
      ],
      ["another project's id", changed({ resource: { ...RESOURCE, projectId: '13' } }), ['resource.projectId']],
      ['a project without a project', changed({ resource: { ...RESOURCE, projectId: null } }), ['resource.projectId']],
      ['an unknown field', changed({ unknown: 1 }), ['unknown']],
      ['an unknown field of the actor', changed({ actor: { ...ACTOR, isInternal: true } }), ['actor.isInternal']],
      ['two of the resource', changed({ resource: { ...RESOURCE, a: 1, b: 2 } }), ['resource.a', 'resource.b']],
      ['a constructor', changed({ constructor: { prototype: {} } }), ['constructor']],
      ['a toString', changed({ actor: { ...ACTOR, toString: 1 } }), ['actor.toString']],
      ['a prototype', good.replace('{', '{"__proto__":{"explain":true},'), ['__proto__']],
      [
        'a prototype of the actor',
        good.replace('"id":"1042"', '"__proto__":{"id":"1042"}'),
        ['actor.id', 'actor.__proto__'],
      ],
      ['several faults', changed({ actor: { type: 'x', id: 1 }, y: 1 }), ['actor.type', 'actor.id', 'y']],
    ])('is 400 and names the place: %s', async (_what, body, paths) => {
      expect(await refused(door, body)).toEqual(invalid(...paths))
    })
  })

  describe('with an id', () => {
    const places: [string, (id: string) => object][] = [
      ['actor.id', (id) => ({ actor: { type: 'user', id } })],
      ['resource.id', (id) => ({ resource: { type: 'section', id } })],
      ['resource.projectId', (projectId) => ({ resource: { type: 'section', id: '77', projectId } })],
      ['resource.publisherId', (publisherId) => ({ resource: { ...RESOURCE, publisherId } })],
    ]
    test.each([
      ['nothing', ''],
      ['a dot', '.'],
      ['two dots', '..'],
      ['a NUL', 'a\u0000b'],
      ['a line break', '1042\n'],
      ['an escape', '\u001b[2J'],
      ['a DEL', '\u007f'],
      ['a C1 control', '\u0085'],
      ['a high surrogate alone', 'a\ud83d'],
      ['a low surrogate alone', '\ude00a'],
      ['surrogates in the wrong order', '\ude00\ud83d'],
      ['256 characters', 'x'.repeat(256)],
      ['256 characters outside the plane', '😀'.repeat(256)],
    ])('that is none, is 400: %s', async (_what, id) => {
      for (const [path, change] of places)
        expect(await refused(door, json({ ...GOOD[door], ...change(id) }))).toEqual(invalid(path))
    })

    test.each([
      ['255 characters', 'x'.repeat(255)],
      ['255 characters outside the plane', '😀'.repeat(255)],
      ['three dots', '...'],
      ['spaces around it', ' 1042 '],
      ['a right-to-left mark', '\u202e1042'],
      ['letters of any script', 'ключ-鍵-مفتاح'],
      ['a name of every object', '__proto__'],
      ['a method of every object', 'constructor'],
      ['SQL', "1'; DROP TABLE users; --"],
      ['a path', '../../etc/passwd'],
      ['a prefix of ours', 's:77'],
    ])('that is one, is answered: %s', async (_what, id) => {
      for (const [, change] of places)
        expect((await post(door, json({ ...GOOD[door], ...change(id) }))).status).toBe(200)
    })
  })
})

describe('a feature name', () => {
  const named = (feature: unknown) => json({ ...GOOD['/api/decision'], feature })
  const names: [string, string][] = [
    ['nothing', ''],
    ['a space', ' open'],
    ['a line break', 'open\n'],
    ['a NUL', 'open\u0000'],
    ['a slash', 'a/b'],
    ['a colon, which the cohort is read by', 'open:user'],
    ['256 letters', 'x'.repeat(256)],
    ['a Cyrillic о', 'оpen'],
    ['a Greek ο', 'οpen'],
    ['full-width letters', 'ｏｐｅｎ'],
    ['a zero-width joiner', 'op\u200den'],
    ['a soft hyphen', 'op\u00aden'],
    ['a combining accent', 'ope\u0301n'],
    ['a lone surrogate', 'open\ud800'],
    ['a Kelvin sign', '\u212Aelvin'],
  ]
  test.each(names)('outside the grammar is 400: %s', async (_what, name) => {
    expect(await refused('/api/decision', named(name))).toEqual(invalid('feature'))
    const many = json({ ...GOOD['/api/decisions'], features: ['open', name, 'off'] })
    expect(await refused('/api/decisions', many)).toEqual(invalid('features[1]'))
  })

  test.each([42, null, true, ['open'], { name: 'open' }])('that is no text is 400: %j', async (name) => {
    expect(await refused('/api/decision', named(name))).toEqual(invalid('feature'))
    const many = json({ ...GOOD['/api/decisions'], features: [name] })
    expect(await refused('/api/decisions', many)).toEqual(invalid('features[0]'))
  })

  test.each(['Open', 'OPEN', 'gone', '__proto__', 'constructor', 'toString', '..', 'x'.repeat(255)])(
    'that no feature has is 404: %s',
    async (name) => {
      const missing = { status: 404, code: 'feature_not_found', paths: [] }
      expect(await refused('/api/decision', named(name))).toEqual(missing)
      const all = { ...GOOD['/api/decisions'], features: [name] }
      const element = { feature: name, result: false, reason: 'feature_not_found' }
      expect(await decideAll(world.doors.url, world.key, all)).toEqual([element])
    },
  )
})

describe('one decision', () => {
  const changed = (change: object) => json({ ...GOOD['/api/decision'], ...change })

  test.each([
    [{ explain: 'true' }, 'explain'],
    [{ explain: 1 }, 'explain'],
    [{ explain: null }, 'explain'],
    [{ bypassCache: 'yes' }, 'bypassCache'],
    [{ features: ['open'] }, 'features'],
  ])('with %j is 400', async (change, path) => {
    expect(await refused('/api/decision', changed(change))).toEqual(invalid(path))
  })

  test('past the cache is 403 without scope admin, counted and logged', async () => {
    const before = counters.refused.get('forbidden') ?? 0
    const answer = await post('/api/decision', changed({ bypassCache: true }))
    expect(refusalOf(answer)).toEqual({ status: 403, code: 'forbidden', paths: [] })
    expect(counters.refused.get('forbidden')).toBe(before + 1)
    const lines = world.doors.logged().split('\n')
    const line = lines.find((text) => text.includes(answer.headers.get('x-request-id') ?? 'none'))
    expect(JSON.parse(line ?? '{}')).toMatchObject({ level: 40, path: '/api/decision' })
    const allowed = await decide(world.doors.url, world.adminKey, { ...GOOD['/api/decision'], bypassCache: true })
    expect(allowed.result).toBe(true)
  })

  test('is judged for its shape before its scope, and for its scope before its feature', async () => {
    expect(await refused('/api/decision', changed({ bypassCache: true, x: 1 }))).toEqual(invalid('x'))
    const unknown = await refused('/api/decision', changed({ bypassCache: true, feature: 'nosuch' }))
    expect(unknown.status).toBe(403)
  })
})

describe('many decisions', () => {
  const asking = (change: object) => json({ ...GOOD['/api/decisions'], ...change })

  test.each<[string, object, string]>([
    ['no names', { features: [] }, 'features'],
    ['201 names', { features: Array.from({ length: 201 }, (_, n) => `f${n}`) }, 'features'],
    ['a text for names', { features: 'open' }, 'features'],
    ['null for names', { features: null }, 'features'],
    ['one feature', { feature: 'open' }, 'feature'],
    ['explain', { explain: true }, 'explain'],
    ['explain that says no', { explain: false }, 'explain'],
    ['bypassCache', { bypassCache: true }, 'bypassCache'],
  ])('with %s are 400', async (_what, change, path) => {
    expect(await refused('/api/decisions', asking(change))).toEqual(invalid(path))
  })

  test('answer 200 names in their order, and one that stands twice twice', async () => {
    const features = Array.from({ length: 200 }, (_, n) => ['open', 'off', 'nosuch', 'staff'][n % 4] ?? '')
    const decisions = await decideAll(world.doors.url, world.key, { actor: ACTOR, resource: RESOURCE, features })
    expect(decisions.map(({ feature }) => feature)).toEqual(features)
    expect(decisions.slice(0, 4)).toEqual(decisions.slice(196))
    expect(decisions.slice(0, 4).map(({ reason }) => reason)).toEqual([
      'stage_full',
      'stage_off',
      'feature_not_found',
      'not_internal',
    ])
  })

  test('answer every feature not archived, by name, where none are named', async () => {
    const decisions = await decideAll(world.doors.url, world.key, { actor: ACTOR, resource: RESOURCE })
    expect(decisions.map(({ feature }) => feature)).toEqual(['off', 'open', 'staff'])
  })
})

describe('whatever was refused', () => {
  const bodies = [
    { ...GOOD['/api/decision'], actor: { type: 'user', id: `${CANARY}\n` } },
    { ...GOOD['/api/decision'], resource: { type: 'section', id: 'never-asked', unknown: CANARY } },
    { ...GOOD['/api/decision'], feature: 'nosuch', resource: { type: 'section', id: `never-${CANARY}` } },
  ]

  test('leaves nothing in the caches and nothing in the database', async () => {
    const stored =
      'SELECT n, (SELECT count(*) FROM users) + (SELECT count(*) FROM sections) AS rows FROM state_revision'
    const before = [world.doors.node.state.cache.size(), (await world.db.query(stored)).rows]
    for (const door of DOORS) for (const body of bodies) await post(door, json(body))
    expect([world.doors.node.state.cache.size(), (await world.db.query(stored)).rows]).toEqual(before)
  })

  test('leaves no secret in the log', async () => {
    const secret = makeApiKey().key
    const headers = { cookie: `session=${CANARY}`, 'x-api-key': secret }
    for (const body of bodies) {
      await post('/api/decision', json({ ...body, bypassCache: true }), headers)
      await post(`/api/decision?key=${secret}`, json(body), { ...headers, authorization: `Bearer ${secret}` })
    }
    expect(world.doors.logged()).toContain('refused')
    const secrets = [secret, world.key, hashApiKey(world.key), CANARY, new URL(world.databaseUrl).password]
    for (const text of secrets) expect(world.doors.logged()).not.toContain(text)
  })

  test('was never an error of ours', () => {
    expect(world.doors.logged()).not.toContain('a request failed')
  })
})
