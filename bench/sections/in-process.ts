import { SERVICE_COHORT } from '../in-process/aviary'
import type { Timing } from '../in-process/rounds'
import { digits, type Figure, type Section } from '../report/figure'
import { SERVER_CORE } from '../support/cores'
import { startProgram } from '../support/program'
import type { Scale } from '../support/scale'
import { median } from '../support/statistics'

const PEERS = ['unleash-client', '@growthbook/growthbook', '@openfeature/flagd-core', 'posthog-node']

function figure(timing: Timing, ours: number): Figure {
  const { name, nsEach, allowedShare } = timing
  const middle = median(nsEach)
  return {
    name,
    value: `${digits(middle)} ns (least ${digits(Math.min(...nsEach))})`,
    how: `median CPU time a decision of ${nsEach.length} alternating rounds; allowed ${(allowedShare * 100).toFixed(0)} %`,
    ...(PEERS.includes(name) && { target: { text: 'slower than service.decide', isMet: ours < middle } }),
  }
}

/** The same percentage rule judged in one process by everybody, in turns. */
export async function measureInProcess(scale: Scale): Promise<Section> {
  const judge = await startProgram('in-process/judge.ts', SERVER_CORE, ['--expose-gc'])
  const timings = await judge.ask<Timing[]>('time', scale.inProcessRounds)
  await judge.stop()
  const ours = median(timings.find(({ name }) => name === SERVICE_COHORT)?.nsEach ?? [])
  const faster = timings.filter(({ name, nsEach }) => PEERS.includes(name) && median(nsEach) <= ours)
  return {
    title: 'In-process decisions',
    figures: timings.map((timing) => figure(timing, ours)),
    notes: [
      'The rule for all: on for 50 % of users, in three named sections; 12 flags, 1,024 users, no network. Peers judge a constraint of three values; Aviary judges opt-in, stage, exemption and internal actors, and answers with reasons.',
      'Hashes differ: Aviary SHA-256 with all 256 bits (its hash contract), unleash-client and flagd-core MurmurHash3, GrowthBook FNV-1a, posthog-node SHA-1 by WebCrypto, whose promise is most of its time.',
      faster.length === 0
        ? 'No peer is faster.'
        : `Not beaten: ${faster.map(({ name }) => name).join(', ')}. Of our time ${digits(median(timings.at(-1)?.nsEach ?? []))} ns are the SHA-256 that the hash contract demands; their hashes are not cryptographic.`,
    ],
    raw: timings,
  }
}
