import { randomUUID } from 'node:crypto'
import { encode } from 'next-auth/jwt'
import { expect, it } from 'vitest'
import { ABSOLUTE_LIMIT_S, claimsIn, IDLE_LIMIT_S } from './session-claims'

const SECRET = 'a secret of at least thirty-two characters'
const nowS = Math.floor(Date.now() / 1000)
const userId = randomUUID()
const token = { sub: userId, sessionVersion: 3, signedInAtS: nowS }

it('a session claims an account and the version of its sessions', async () => {
  const text = await encode({ token, secret: SECRET, maxAge: IDLE_LIMIT_S })
  expect(await claimsIn(text, SECRET, nowS)).toEqual({
    userId,
    sessionVersion: 3,
    endsAtS: expect.closeTo(nowS + IDLE_LIMIT_S, -1),
    mostAtS: nowS + ABSOLUTE_LIMIT_S,
  })
})

it('a session ends twelve hours after its sign-in, however often it was renewed', async () => {
  const text = await encode({ token, secret: SECRET, maxAge: IDLE_LIMIT_S })
  expect(await claimsIn(text, SECRET, nowS + ABSOLUTE_LIMIT_S - 1)).not.toBeNull()
  expect(await claimsIn(text, SECRET, nowS + ABSOLUTE_LIMIT_S)).toBeNull()
})

it('a session that was not renewed has ended', async () => {
  const text = await encode({ token, secret: SECRET, maxAge: -60 })
  expect(await claimsIn(text, SECRET, nowS)).toBeNull()
})

it.each([
  ['of another secret', { token, secret: 'another secret, as long as the first one' }],
  ['without an account', { token: { sessionVersion: 3, signedInAtS: nowS }, secret: SECRET }],
  ['without a version', { token: { sub: userId, signedInAtS: nowS }, secret: SECRET }],
  ['without its time', { token: { sub: userId, sessionVersion: 3 }, secret: SECRET }],
])('a token %s is no session', async (_which, given) => {
  expect(await claimsIn(await encode(given), SECRET, nowS)).toBeNull()
})

it.each(['', 'x', 'a.b.c.d.e', '\0', 'é'.repeat(5000)])('rubbish is no session: %j', async (text) => {
  expect(await claimsIn(text, SECRET, nowS)).toBeNull()
})
