import type { KnownActors } from '../in-process/known-actors'
import type { Timing } from '../in-process/rounds'
import type { OpenLoopResult } from '../load/open-loop'
import { atMost, digits, type Figure, milliseconds, type Section } from '../report/figure'
import { SERVER_CORE } from '../support/cores'
import { addUsers, copyDatabase, makeInternal } from '../support/data'
import { idOf, randomRequests } from '../support/directory'
import type { Ground } from '../support/ground'
import { type Program, startProgram } from '../support/program'
import type { Scale } from '../support/scale'
import { type Server, startProduct } from '../support/servers'
import { median, spread } from '../support/statistics'
import { RATE_PER_S } from './latency'

const SECTIONS = 1000
const REQUESTS = 4000
/** More internal actors than a snapshot holds: each is then asked for, and kept, on its own. */
const MANY_INTERNAL = 60_000
/** The same within what a measurement wavers. */
const SLACK = 1.3

async function databases({ databases: { actors: start } }: Ground, sizes: readonly number[]): Promise<KnownActors[]> {
  const all: KnownActors[] = []
  let known = 1000
  for (const users of sizes) {
    await addUsers(start, known, users)
    known = users
    all.push({ name: digits(users), users, databaseUrl: await copyDatabase(start, `actors_${users}`) })
  }
  const databaseUrl = await copyDatabase(start, 'actors_internal')
  await makeInternal(
    databaseUrl,
    Array.from({ length: MANY_INTERNAL }, (_, nth) => idOf('user', nth)),
  )
  return [...all, { name: `${digits(known)}, ${digits(MANY_INTERNAL)} internal`, users: known, databaseUrl }]
}

interface OverHttp extends KnownActors {
  readonly server: Server
  readonly latenciesMs: number[]
  failures: number
}

async function overHttp(
  all: readonly KnownActors[],
  ground: Ground,
  generator: Program,
  scale: Scale,
): Promise<OverHttp[]> {
  const started: OverHttp[] = []
  for (const known of all)
    started.push({
      ...known,
      server: await startProduct(ground, known.databaseUrl, false),
      latenciesMs: [],
      failures: 0,
    })
  for (let round = 0; round < scale.actorRounds; round++) {
    for (const one of round % 2 === 0 ? started : started.toReversed()) {
      const target = { port: one.server.port, key: ground.key, requests: randomRequests(REQUESTS, one.users, SECTIONS) }
      if (round === 0) await generator.ask('oneByOne', target)
      const { latenciesMs, failures } = await generator.ask<OpenLoopResult>('openLoop', {
        ...target,
        ratePerS: RATE_PER_S,
        seconds: scale.actorSeconds,
      })
      one.latenciesMs.push(...latenciesMs)
      one.failures += failures
    }
  }
  await Promise.all(started.map(({ server }) => server.stop()))
  return started
}

function figures(timings: readonly Timing[], http: readonly OverHttp[]): Figure[] {
  const ns = (nth: number) => median(timings[nth]?.nsEach ?? [])
  const times = http.map(({ latenciesMs }) => spread(latenciesMs))
  const first = times[0]?.p50 ?? Number.NaN
  return timings.flatMap(({ name, nsEach }, nth): Figure[] => [
    {
      name: `${name} actors: in-process`,
      value: `${digits(ns(nth))} ns (least ${digits(Math.min(...nsEach))})`,
      how: `median CPU time a decision of ${nsEach.length} alternating rounds, all on hits`,
      ...(nth > 0 && { target: atMost(ns(0) * SLACK, ns(nth), 'does not grow') }),
    },
    {
      name: `${name} actors: HTTP at ${RATE_PER_S} a second`,
      value: `P50 ${milliseconds(times[nth]?.p50 ?? Number.NaN)}, P95 ${milliseconds(times[nth]?.p95 ?? Number.NaN)}`,
      how: `${digits(times[nth]?.count ?? 0)} requests in alternating rounds; ${http[nth]?.failures ?? 0} failures`,
      ...(nth > 0 && { target: atMost(first * SLACK, times[nth]?.p50 ?? Number.NaN, 'does not grow') }),
    },
  ])
}

/** Whether a larger directory makes decisions slower. One database and one front for each size, measured in turns. */
export async function measureKnownActors(ground: Ground, generator: Program, scale: Scale): Promise<Section> {
  const all = await databases(ground, scale.actors)
  const judge = await startProgram('in-process/judge.ts', SERVER_CORE, ['--expose-gc'])
  const timings = await judge.ask<Timing[]>('knownActors', { all, rounds: scale.inProcessRounds })
  await judge.stop()
  const http = await overHttp(all, ground, generator, scale)
  return {
    title: 'Known actors',
    figures: figures(timings, http),
    notes: [
      `"Does not grow": the median at most ${SLACK} times the smallest directory's. One actor in a thousand is internal, but for the last rows.`,
    ],
    raw: {
      timings,
      http: http.map(({ name, latenciesMs, failures }) => ({ name, latency: spread(latenciesMs), failures })),
    },
  }
}
