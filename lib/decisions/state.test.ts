import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFactCache } from './fact-cache'
import type { FactKey, FactSource, Hint, LoadedFacts, LoadedParts, Part, Parts, ResourceFacts, Revision } from './facts'
import { createState, type State } from './state'

const KEYS = ['s:1', 's:2', 'p:1'] as const
type Key = (typeof KEYS)[number]

/** A database of the mind: every state it ever had, by revision. A version stands for all rules, and for all keys. */
interface World {
  readonly rules: number
  readonly keys: number
  readonly optedIn: Readonly<Record<Key, number>>
}

interface Change {
  readonly touches: 'rules' | 'keys' | Key
  readonly fate: 'told' | 'lost' | 'twice' | 'rubbish' | 'forged'
}

const EPOCH = 'epoch-1'

function createWorld() {
  const history: World[] = [{ rules: 0, keys: 0, optedIn: { 's:1': 0, 's:2': 0, 'p:1': 0 } }]
  const now = () => history.length - 1
  const at = (n: number) => history[n] as World
  const revision = (n = now()): Revision => ({ epoch: EPOCH, n, dbNowMs: 0 })
  const factsOf = (world: World, key: Key): ResourceFacts => ({
    isKnown: true,
    projectId: null,
    publisherId: null,
    optedIn: [`v${world.optedIn[key]}`],
  })

  function commit(touches: Change['touches']): number {
    const last = at(now())
    if (touches === 'rules' || touches === 'keys') history.push({ ...last, [touches]: last[touches] + 1 })
    else history.push({ ...last, optedIn: { ...last.optedIn, [touches]: last.optedIn[touches] + 1 } })
    return now()
  }

  function parts(asked: readonly Part[]): LoadedParts {
    const { rules, keys } = at(now())
    const all: Parts = {
      rules: { features: new Map(), names: [`v${rules}`] },
      internals: { author: new Set(), user: new Set() },
      keys: new Map([[`v${keys}`, {} as never]]),
    }
    return { ...revision(), ...Object.fromEntries(asked.map((part) => [part, all[part]])) }
  }

  function facts(keys: readonly FactKey[]): LoadedFacts {
    const resources = keys.map((key): [FactKey, ResourceFacts] => [key, factsOf(at(now()), key as Key)])
    return { ...revision(), resources: new Map(resources), internal: new Map() }
  }

  return { at, now, commit, revision, parts, facts, factsOf }
}

type WorldOfFacts = ReturnType<typeof createWorld>

/** Every read happens at one scheduled moment, and its answer arrives at another. */
function slowSource(world: WorldOfFacts, scheduler: fc.Scheduler): FactSource {
  async function read<Value>(name: string, take: () => Value): Promise<Value> {
    await scheduler.schedule(Promise.resolve(), `${name} reads`)
    const value = take()
    await scheduler.schedule(Promise.resolve(), `${name} answers`)
    return value
  }
  return {
    readRevision: () => read('revision', () => world.revision()),
    loadParts: (parts) => read('parts', () => world.parts(parts)),
    loadFacts: (keys) => read('facts', () => world.facts(keys)),
    loadAll: () => Promise.reject(new Error('not asked here')),
    findKey: () => Promise.reject(new Error('not asked here')),
  }
}

function expectOneState(state: State, world: WorldOfFacts): void {
  const snapshot = state.snapshot()
  if (snapshot === null) return
  const then = world.at(snapshot.n)
  const held = [
    ['rules', snapshot.rules.names[0], `v${then.rules}`],
    ['keys', [...snapshot.keys.keys()][0], `v${then.keys}`],
  ]
  for (const key of KEYS) {
    const cached = (key.startsWith('p:') ? state.cache.projects : state.cache.sections).get(key.slice(2))
    if (cached !== undefined) held.push([key, cached.optedIn[0], `v${then.optedIn[key]}`])
  }
  const wrong = held.find(([, has, should]) => has !== should)
  if (wrong) throw new Error(`at revision ${snapshot.n}, ${wrong[0]} is ${wrong[1]} instead of ${wrong[2]}`)
}

const change = fc.record<Change>({
  touches: fc.constantFrom<Change['touches']>('rules', 'keys', ...KEYS),
  fate: fc.constantFrom<Change['fate']>('told', 'told', 'told', 'told', 'told', 'twice', 'lost', 'rubbish', 'forged'),
})

function announce(state: State, n: number, { touches, fate }: Change): void {
  const hint: Hint = [touches]
  const sync = () => void state.sync().catch(() => {})
  if (fate === 'lost') return
  if (fate === 'rubbish') state.hear({ epoch: 'another', n, hint: [] })
  else state.hear({ epoch: EPOCH, n, hint })
  if (fate === 'twice') state.hear({ epoch: EPOCH, n, hint })
  sync()
}

/** Lets the scheduler run until the work is done, with a check after each step. */
async function drain(scheduler: fc.Scheduler, work: () => Promise<unknown>, check: () => unknown): Promise<void> {
  let isDone = false
  const done = work().finally(() => {
    isDone = true
  })
  while (!isDone) {
    if (scheduler.count() > 0) await scheduler.waitNext(1)
    // What was let go runs to its next wait, the loader's own next turn included.
    await new Promise((resolve) => setImmediate(resolve))
    check()
  }
  await done
}

describe('the state of facts', () => {
  it('never holds facts of two states, in any order of commits, announcements, loads and polls', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(change, { minLength: 1, maxLength: 4 }),
        fc.array(fc.constantFrom(...KEYS), { minLength: 1, maxLength: 3 }),
        fc.subarray([...KEYS]),
        async (scheduler, changes, asked, filled) => {
          const world = createWorld()
          const state = createState({
            source: slowSource(world, scheduler),
            maxStalenessMs: 1000,
            monotonicMs: () => 1,
            cache: createFactCache(() => 1, { p: 9, s: 9, a: 9, u: 9 }),
          })
          // A forged announcement misleads until the true one is heard; what counts is that it does not last.
          const isForged = changes.some(({ fate }) => fate === 'forged')
          const check = () => isForged || expectOneState(state, world)
          await drain(scheduler, () => state.sync(), check)
          await drain(scheduler, () => state.load(filled), check)
          const pending: Promise<unknown>[] = []
          const { task } = scheduler.scheduleSequence(
            changes.map((one) => async () => {
              const n = world.commit(one.touches)
              if (one.fate === 'forged') state.hear({ epoch: EPOCH, n, hint: ['p:other'] })
              pending.push(scheduler.schedule(Promise.resolve(), 'announcement').then(() => announce(state, n, one)))
            }),
          )
          pending.push(task)
          for (const key of asked)
            pending.push(scheduler.schedule(Promise.resolve(), `ask ${key}`).then(() => state.load([key])))
          pending.push(scheduler.schedule(Promise.resolve(), 'poll').then(() => state.sync()))
          while (pending.length > 0) await drain(scheduler, () => Promise.all(pending.splice(0)), check)
          await drain(scheduler, () => state.sync(), check)
          expect(state.snapshot()?.n).toBe(world.now())
          expectOneState(state, world)
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('reads all anew when a change that a full read covered had been told otherwise before', async () => {
    const world = createWorld()
    let answer = () => {}
    const answered = new Promise<void>((resolve) => {
      answer = resolve
    })
    const source: FactSource = {
      ...slowSource(world, fc.schedulerFor([])),
      readRevision: async () => world.revision(),
      loadParts: async (parts) => world.parts(parts),
      loadFacts: async (keys) => {
        const loaded = world.facts(keys)
        await answered
        return loaded
      },
    }
    const cache = createFactCache(() => 1, { p: 9, s: 9, a: 9, u: 9 })
    const state = createState({ source, maxStalenessMs: 1000, monotonicMs: () => 1, cache })
    await state.sync()
    const loading = state.load(['p:1'])
    await new Promise((resolve) => setImmediate(resolve))
    const n = world.commit('p:1')
    state.hear({ epoch: EPOCH, n, hint: ['p:other'] })
    state.distrust()
    await state.sync()
    answer()
    await loading
    state.hear({ epoch: EPOCH, n, hint: ['p:1'] })
    await state.sync()
    expectOneState(state, world)
  })
})
