import type { Contender } from './contender'

const WARM_MS = 300
const BATCH_MS = 25

export interface Timing {
  readonly name: string
  readonly nsEach: readonly number[]
  /** Share of decisions that allowed: what shows that the rule was really judged. */
  readonly allowedShare: number
}

interface Prepared extends Contender {
  readonly batch: number
  readonly allowedShare: number
  readonly nsEach: number[]
}

/** CPU time and not the clock's: a neighbor that takes the core for a while does not count. */
async function nsFor(contender: Contender, count: number): Promise<number> {
  const before = process.cpuUsage()
  await contender.run(count)
  const { user, system } = process.cpuUsage(before)
  return ((user + system) * 1000) / count
}

async function prepare(contender: Contender): Promise<Prepared> {
  const allowed = await contender.run(10_000)
  const untilMs = performance.now() + WARM_MS
  while (performance.now() < untilMs) await contender.run(5000)
  const batch = Math.max(1000, Math.round((BATCH_MS * 1e6) / (await nsFor(contender, 10_000))))
  return { ...contender, batch, allowedShare: allowed / 10_000, nsEach: [] }
}

/**
 * Times contenders in turns, so that a clock that drifts or a neighbor that is busy meets them all. Garbage is collected
 * before each turn; what a turn makes itself is collected within it.
 */
export async function timeInRounds(contenders: readonly Contender[], rounds: number): Promise<Timing[]> {
  const prepared: Prepared[] = []
  for (const contender of contenders) prepared.push(await prepare(contender))
  for (let round = 0; round < rounds; round++) {
    const first = round % prepared.length
    for (const contender of [...prepared.slice(first), ...prepared.slice(0, first)]) {
      globalThis.gc?.()
      contender.nsEach.push(await nsFor(contender, contender.batch))
    }
  }
  return prepared.map(({ name, nsEach, allowedShare }) => ({ name, nsEach, allowedShare }))
}
