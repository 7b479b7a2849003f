import { parseArgs } from 'node:util'
import type { ChangeContext } from '@/lib/changes/change-context'
import { CONSOLE_POOL, createPool } from '@/lib/db/pool'
import { readAnswers } from './migrate-in/answers-file'
import { compare } from './migrate-in/compare'
import { countRows } from './migrate-in/counts'
import { featuresOf } from './migrate-in/features'
import { judgeSource } from './migrate-in/judge-source'
import { judgeTarget } from './migrate-in/judge-target'
import { move } from './migrate-in/move'
import type { Feature } from './migrate-in/read'
import { drawSample } from './migrate-in/sample'
import { refuseDifferences, refuseFaults, say, sayCompared, sayCounts, sayMoved } from './migrate-in/say'
import { type Source, withSource } from './migrate-in/source'
import { runCommand } from './support/command'
import { commandDatabaseUrl } from './support/database-url'
import { operator } from './support/operator'
import { refuseUse } from './support/usage'

const USAGE = `Use: npm run --silent migrate-in -- --from <postgres://…> [--apply] [--features <file>] [--sample <count>] [--answers <file>]
Moves publishers, projects, sections, authors, users, opt-ins, rollouts and exemptions here. Without --apply nothing is
written, and it says what would be. Ended half-way, it is run again.
  --features <file>  a JSON list of features as in a state document, where the other system has them in its code
  --sample <count>   so many decisions are compared before and after (default 100000)
  --answers <file>   decisions that the other system really made, one a line: {"feature","actor","resource","result"}`

interface Asked {
  readonly from: string
  readonly isApplied: boolean
  readonly featureFile: string | undefined
  readonly answersFile: string | undefined
  readonly sample: number
}

function given(): Asked | null {
  try {
    const { values } = parseArgs({
      options: {
        from: { type: 'string' },
        apply: { type: 'boolean', default: false },
        features: { type: 'string' },
        answers: { type: 'string' },
        sample: { type: 'string', default: '100000' },
      },
    })
    if (!values.from || !/^\d{1,7}$/.test(values.sample)) return null
    return {
      from: values.from,
      isApplied: values.apply,
      featureFile: values.features,
      answersFile: values.answers,
      sample: Number(values.sample),
    }
  } catch {
    return null
  }
}

const progress = (sentence: string) => process.stderr.write(`${sentence}\n`)

async function compareDecisions(
  asked: Asked,
  source: Source,
  features: readonly Feature[],
  url: string,
): Promise<number> {
  const requests = await drawSample(source, features, asked.sample)
  const sampled = compare(requests, await judgeSource(source, features, requests), await judgeTarget(url, requests))
  sayCompared(sampled, 'compared with what its rows say there')
  if (asked.answersFile === undefined) return sampled.different
  const recorded = await readAnswers(asked.answersFile)
  const answers = await judgeTarget(url, recorded.requests)
  // The other system recorded no reasons: only the results are compared.
  const before = recorded.results.map((result, nth) => ({ ...(answers[nth] ?? { reason: '', stage: null }), result }))
  const compared = compare(recorded.requests, before, answers)
  sayCompared(compared, 'compared with what it answered')
  return sampled.different + compared.different
}

async function run(asked: Asked, context: ChangeContext, source: Source, url: string): Promise<void> {
  const features = await featuresOf(source, asked.featureFile)
  const options = { features, say: progress }
  if (!asked.isApplied) {
    const planned = await move(context, source, { ...options, mode: 'planned' })
    sayMoved(planned, false)
    refuseFaults(planned)
    return say('Nothing was written. Run it again with --apply to move them.')
  }
  const moved = await move(context, source, { ...options, mode: 'done' })
  sayMoved(moved, true)
  refuseFaults(moved)
  refuseDifferences(await move(context, source, { ...options, mode: 'planned' }))
  sayCounts(await countRows(source, context.pool))
  if ((await compareDecisions(asked, source, features, url)) > 0) throw new Error('NOT the same: decisions differ.')
  say('Moved over.')
}

async function main(asked: Asked): Promise<void> {
  const startedAtMs = performance.now()
  const url = await commandDatabaseUrl()
  const pool = createPool(url, CONSOLE_POOL, () => {})
  const context = { pool, principal: operator(), requestId: 'migrate-in' }
  try {
    await withSource(asked.from, (source) => run(asked, context, source, url))
  } finally {
    await pool.end()
    const seconds = Math.round((performance.now() - startedAtMs) / 1000)
    progress(`${seconds} s, at most ${Math.round(process.resourceUsage().maxRSS / 1024)} MB of memory.`)
  }
}

const asked = given()
if (asked === null) refuseUse(USAGE)
else runCommand(() => main(asked))
