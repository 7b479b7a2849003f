import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { runCommand } from '../scripts/support/command'
import { checkHistory } from './check'
import { faultReport } from './report'
import { runChaos } from './run'

const RESULTS = '.data/chaos'
const REPORT = 'docs/faults.md'
const AGREEMENT_MS = 2000
const MOST_SHOWN = 20

// `npm run chaos -- --minutes 10 --seed 7 --report`
runCommand(async () => {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '10' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      report: { type: 'boolean', default: false },
    },
  })
  const [minutes, seed] = [Number(values.minutes), Number(values.seed)]
  const file = path.join(RESULTS, `history-${seed}.jsonl`)
  await mkdir(RESULTS, { recursive: true })
  // What was started is stopped too, and what was seen so far is checked.
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  const options = { minutes, seed, agreementMs: AGREEMENT_MS, file, say: console.log, signal: stop.signal }
  const history = await runChaos(options)
  const violations = checkHistory(history)
  for (const { invariant, text } of violations.slice(0, MOST_SHOWN)) console.log(`VIOLATED: ${invariant}: ${text}`)
  console.log(
    `${history.decisions.length} decisions, ${history.changes.length} changes, ${history.faults.length} faults, ${violations.length} violations. Seed ${seed}, history in ${file}.`,
  )
  if (values.report) await writeFile(REPORT, faultReport(history, minutes, violations.length))
  if (violations.length > 0) process.exitCode = 1
})
