import fc from 'fast-check'
import { expect, test } from 'vitest'
import { serveApi } from './support/api'
import { migratedDatabases } from './support/import'
import {
  DIRECTORY,
  FAR,
  type Fact,
  PROJECTS,
  SECTIONS,
  type SetExemption,
  someChanges,
  wholeWorld,
} from './support/random-world'

const { shared } = migratedDatabases()
const aviary = shared((fresh) => fresh.rows(DIRECTORY))
const api = serveApi(aviary)

const RESOURCES = [
  ...PROJECTS.map((id) => ({ type: 'project', id })),
  ...SECTIONS.map((id) => ({ type: 'section', id })),
]

interface Asked {
  readonly feature: string
  readonly change: object
}

/** A fact that is to be set as a change whose impact can be asked for; null where it is none. */
function asChange({ name, value }: Fact): Asked | null {
  const [kind, feature = '', second = '', ...rest] = name.split(' ')
  const at = { scopeType: second, ...(second !== 'global' && { scopeId: rest.join(' ') }) }
  switch (kind) {
    case 'stage':
      if (value === null && second === 'global') return null
      return {
        feature,
        change: value === null ? { kind: 'clear_stage', ...at } : { kind: 'set_stage', ...at, stage: value },
      }
    case 'opt-in':
      return { feature, change: { kind: value === true ? 'opt_in' : 'opt_out', ...at } }
    case 'mode':
      // To canary also sets the global stage, which the fact does not.
      return value === 'canary' ? null : { feature, change: { kind: 'set_mode', rolloutMode: value } }
    case 'exemption': {
      const publisherId = name.slice(`exemption ${feature} `.length)
      if (value === null) return { feature, change: { kind: 'remove_exemption', publisherId } }
      const { effect, expiry } = value as SetExemption
      if (expiry === 'past' || expiry === 'soon') return null
      const expiresAt = expiry === 'far' ? FAR : null
      return { feature, change: { kind: 'set_exemption', publisherId, effect, expiresAt } }
    }
    default:
      return null
  }
}

async function directory(): Promise<{ type: 'author' | 'user'; id: string }[]> {
  return aviary().rows(`SELECT 'author' AS type, id FROM authors UNION ALL SELECT 'user', id FROM users`)
}

/** Everyone's decisions everywhere, read from the database. */
async function allDecisions(feature: string): Promise<ReadonlyMap<string, boolean[]>> {
  const everyone = await directory()
  const decided = everyone.map(async (actor) => {
    const asked = RESOURCES.map((resource) =>
      api().ask('POST', '/api/decision', { body: { feature, actor, resource, bypassCache: true } }),
    )
    return [`${actor.type} ${actor.id}`, (await Promise.all(asked)).map(({ body }) => body.result)] as const
  })
  return new Map(await Promise.all(decided))
}

const concerned = ({ authors, users }: Record<string, { first: { id: string }[] }>) => [
  ...(authors?.first ?? []).map(({ id }) => `author ${id}`),
  ...(users?.first ?? []).map(({ id }) => `user ${id}`),
]

async function run(sql: readonly string[]): Promise<void> {
  await aviary().rows(`BEGIN; ${sql.join('; ')}; COMMIT`)
}

test('the impact that is told equals the difference of all decisions, before and after', async () => {
  let compared = 0
  await fc.assert(
    fc.asyncProperty(wholeWorld, someChanges, async (world, changes) => {
      await run(world.map(({ sql }) => sql))
      for (const fact of changes.flat()) {
        const asked = asChange(fact)
        if (asked === null) continue
        const { feature, change } = asked
        const told = await api().ask('POST', `/api/v1/features/${feature}/impact`, { body: change })
        if (told.status === 409) continue
        expect(told).toMatchObject({ status: 200 })
        const before = await allDecisions(feature)
        await run([fact.sql])
        const after = await allDecisions(feature)
        const who = (had: boolean) =>
          [...before].flatMap(([actor, decisions]) =>
            decisions.some((result, at) => result === had && after.get(actor)?.[at] === !had) ? [actor] : [],
          )
        expect([fact, concerned(told.body.gain).sort(), concerned(told.body.lose).sort()]).toEqual([
          fact,
          who(false).sort(),
          who(true).sort(),
        ])
        compared++
      }
    }),
    { numRuns: 6, endOnFailure: true },
  )
  expect(compared).toBeGreaterThan(5)
})
