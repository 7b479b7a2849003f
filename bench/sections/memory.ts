import type { FullCacheResult } from '../memory/fill'
import type { HitRateResult } from '../memory/workload'
import { steadyHitRate } from '../memory/zipf'
import { atLeast, atMost, digits, type Figure, megabytes, percent, type Section } from '../report/figure'
import { SERVER_CORE } from '../support/cores'
import type { Ground } from '../support/ground'
import { startProgram } from '../support/program'
import type { Scale } from '../support/scale'

const RESOURCES = 10_000
const TTL_S = 300
const MOST_BYTES = 50e6

function hitRateFigures({ curve, bytes, entries }: HitRateResult): Figure[] {
  const last = curve.at(-1)
  const rate = last?.hitRate ?? Number.NaN
  const course = curve.filter((_, nth) => nth === 0 || nth === curve.length - 1 || (nth + 1) % 5 === 0)
  return [
    {
      name: 'hit rate',
      value: percent(rate),
      how: `${digits(last?.decisions ?? 0)} decisions from an empty cache, Zipf s = 1 over 100,000 actors and 10,000 resources; ${course
        .map(({ decisions, hitRate }) => `${percent(hitRate)} after ${digits(decisions)}`)
        .join(', ')}`,
      target: atLeast(0.95, rate, '≥ 95 %'),
    },
    {
      name: 'hit rate in the long run',
      value: [200, 500, 1000, 5000]
        .map((perS) => `${percent(steadyHitRate(RESOURCES, perS, TTL_S))} at ${digits(perS)} a second`)
        .join(', '),
      how: 'computed: each resource that is asked for is loaded again every 5 minutes, whatever the rate',
    },
    {
      name: 'caches after that workload',
      value: `${megabytes(bytes)} for ${digits(entries)} entries`,
      how: 'heap and buffers freed by clearing them, after garbage collection',
    },
  ]
}

function fullFigures({ bytes, entries, emptyBytes, byKind }: FullCacheResult): Figure[] {
  const each = Object.entries(byKind).map(([kind, used]) => `${kind} ${digits(used.bytes / used.entries)}`)
  return [
    {
      name: 'caches at their bound',
      value: `${megabytes(bytes)} for ${digits(entries)} entries`,
      how: 'every entry loaded from the database; UUIDs for ids, five opt-ins a resource',
      target: atMost(MOST_BYTES, bytes, '< 50 MB'),
    },
    {
      name: 'bytes an entry',
      value: each.join(', '),
      how: `each kind alone; ${megabytes(emptyBytes)} are kept for the bound itself`,
    },
  ]
}

/** How often memory answers, and what it weighs. */
export async function measureMemory(ground: Ground, scale: Scale): Promise<Section> {
  const weigh = await startProgram('memory/weigh.ts', SERVER_CORE)
  const hitRate = await weigh.ask<HitRateResult>('hitRate', {
    databaseUrl: ground.databases.small,
    decisions: scale.zipfDecisions,
  })
  const full = await weigh.ask<FullCacheResult>('fullCache', { databaseUrl: ground.databases.large })
  await weigh.stop()
  return {
    title: 'Hit rate and memory',
    figures: [...hitRateFigures(hitRate), ...fullFigures(full)],
    notes: [
      'Actors cost nothing here: all internal ones are part of the snapshot. With more than 50,000 of them each is asked for, and kept, one by one.',
    ],
    raw: { hitRate, full },
  }
}
