/** How long and how often: everything that `--quick` makes smaller. */
export interface Scale {
  readonly name: 'quick' | 'full'
  readonly throughput: { readonly rounds: number; readonly seconds: number }
  readonly latency: { readonly rounds: number; readonly seconds: number }
  /** How long decisions are asked for before the console is killed, and from then on. */
  readonly killed: { readonly beforeS: number; readonly afterS: number }
  readonly inProcessRounds: number
  readonly coldKeys: number
  readonly zipfDecisions: number
  /** How many actors the directory knows, smallest first. */
  readonly actors: readonly number[]
  readonly actorRounds: number
  readonly actorSeconds: number
}

export const FULL: Scale = {
  name: 'full',
  throughput: { rounds: 5, seconds: 5 },
  latency: { rounds: 3, seconds: 8 },
  killed: { beforeS: 5, afterS: 15 },
  inProcessRounds: 40,
  coldKeys: 2000,
  zipfDecisions: 1_000_000,
  actors: [1000, 10_000, 100_000, 1_000_000],
  actorRounds: 3,
  actorSeconds: 4,
}

export const QUICK: Scale = {
  name: 'quick',
  throughput: { rounds: 2, seconds: 1 },
  latency: { rounds: 1, seconds: 2 },
  killed: { beforeS: 3, afterS: 7 },
  inProcessRounds: 8,
  coldKeys: 300,
  zipfDecisions: 200_000,
  actors: [1000, 100_000],
  actorRounds: 1,
  actorSeconds: 2,
}
