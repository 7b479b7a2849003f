import { setTimeout as sleep } from 'node:timers/promises'
import { verifyAudit } from '@/lib/queries/audit/verify-audit'
import { operator } from '../scripts/support/operator'
import { askNode } from './ask'
import { startChangers } from './changers'
import { isAgreed } from './checks/agreement'
import { anyQuestion, startDeciders } from './deciders'
import { createDice, type Dice } from './dice'
import { FAULTS, type Fault } from './faults'
import { type Ground, prepareGround } from './ground'
import { asHistory, type EntryEvent, type History } from './history'
import { openRecorder, type Recorder } from './recorder'

const MAX_STALENESS_MS = 3000
const PATIENCE_MS = 20_000
const PROBES = 6
const CALM_MS = [300, 900] as const

export interface RunOptions {
  readonly seed: number
  readonly minutes: number
  /** How soon all nodes must agree after a fault. */
  readonly agreementMs: number
  /** Where the history is written. */
  readonly file: string
  readonly faults?: readonly Fault[]
  /** Aborted: the run comes to its end early. */
  readonly signal?: AbortSignal
  readonly say?: (sentence: string) => void
}

const TRAIL = `SELECT id::int, revision::int, request_id AS "requestId", action, feature_name AS feature,
  scope_type AS "scopeType", scope_id AS "scopeId", before, after FROM audit_events ORDER BY audit_events.id`

async function revisionOf({ sql }: Ground): Promise<number> {
  for (let attempt = 0; ; attempt++) {
    try {
      return Number((await sql.query('SELECT n FROM state_revision')).rows[0].n)
    } catch (error) {
      if (attempt === 20) throw error
      await sleep(100)
    }
  }
}

/** Asks all nodes the same until they are of one mind. @returns how long after `endMs` they were; null: never */
async function untilAgreed(ground: Ground, recorder: Recorder, dice: Dice, endMs: number): Promise<number | null> {
  const questions = Array.from({ length: PROBES }, () => anyQuestion(dice))
  while (recorder.nowMs() - endMs < PATIENCE_MS) {
    const revision = await revisionOf(ground)
    const answers = await Promise.all(
      ground.nodes.map(async ({ name, url }) => ({
        node: name,
        answers: (await Promise.all(questions.map((asked) => askNode(url, ground.key, asked)))).map(
          (one) => one.answer,
        ),
      })),
    )
    const probe = { kind: 'probe', atMs: recorder.nowMs(), revision, answers } as const
    recorder.record(probe)
    if (isAgreed(probe)) return probe.atMs - endMs
    await sleep(20)
  }
  return null
}

/** One fault, from its injection until the nodes agree. Nobody changes anything from its end until then. */
async function suffer(
  fault: Fault,
  { ground, recorder, dice, changers }: { ground: Ground; recorder: Recorder; dice: Dice; changers: Changers },
): Promise<number | null> {
  const hit = fault.hits === 'door' ? ground.door : dice.pick(ground.nodes)
  const startMs = recorder.nowMs()
  const mend = await fault.inject(ground, hit, dice)
  await sleep(dice.between(...fault.holdMs))
  // Whoever waits for an answer has one, or none, within the time-outs of changes; so the fault ends only then.
  await changers.pause()
  await mend()
  const endMs = recorder.nowMs()
  const agreedAfterMs = await untilAgreed(ground, recorder, dice, endMs)
  changers.resume()
  const nodes = fault.hits === 'all' ? ground.nodes.map(({ name }) => name) : [hit.name]
  const isDown = fault.isDown === true
  recorder.record({ kind: 'fault', name: fault.name, nodes, isDown, startMs, endMs, agreedAfterMs })
  return agreedAfterMs
}

type Changers = ReturnType<typeof startChangers>

async function endHistory({ sql }: Ground, recorder: Recorder): Promise<void> {
  for (const entry of (await sql.query<Omit<EntryEvent, 'kind'>>(TRAIL)).rows)
    recorder.record({ kind: 'entry', ...entry })
  const { isWhole, break: broken, replay } = await verifyAudit({ pool: sql, principal: operator() }, {})
  recorder.record({ kind: 'verified', isWhole, message: broken?.message ?? replay.message })
}

async function disturb(ground: Ground, recorder: Recorder, dice: Dice, options: RunOptions): Promise<void> {
  const deciders = startDeciders(ground, recorder, dice)
  const changers = startChangers(ground, recorder, dice)
  const untilMs = recorder.nowMs() + options.minutes * 60_000
  let deck: Fault[] = []
  try {
    // A deck that was begun is played to its end, so that a run of any length meets each fault.
    while (!options.signal?.aborted && (deck.length > 0 || recorder.nowMs() < untilMs)) {
      if (deck.length === 0) deck = dice.shuffled(options.faults ?? FAULTS)
      await sleep(dice.between(...CALM_MS))
      const fault = deck.pop()
      if (fault === undefined) continue
      const agreedAfterMs = await suffer(fault, { ground, recorder, dice, changers })
      const how =
        agreedAfterMs === null ? 'the nodes did not agree again' : `agreed ${Math.round(agreedAfterMs)} ms after`
      options.say?.(`${Math.round(recorder.nowMs() / 1000)} s: ${fault.name}; ${how}`)
    }
  } finally {
    await Promise.all([deciders.stop(), changers.stop()])
  }
}

/** Breaks what can be broken for a while, under decisions and changes, and writes down all that happens. */
export async function runChaos(options: RunOptions): Promise<History> {
  const dice = createDice(options.seed)
  const ground = await prepareGround(MAX_STALENESS_MS)
  const recorder = openRecorder(options.file)
  try {
    recorder.record({
      kind: 'start',
      seed: options.seed,
      maxStalenessMs: MAX_STALENESS_MS,
      agreementMs: options.agreementMs,
      revision: await revisionOf(ground),
    })
    await disturb(ground, recorder, dice, options)
    await endHistory(ground, recorder)
  } finally {
    await recorder.close()
    await ground.clear()
  }
  return asHistory(recorder.events)
}
