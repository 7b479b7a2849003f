import { parseArgs } from 'node:util'
import { HASH_VERSION } from '@/lib/rollout'
import { type PlanAsked, planCohorts } from './support/cohort-plan'
import { runCommand } from './support/command'
import { commandDatabaseUrl } from './support/database-url'
import { refuseUse } from './support/usage'

const USAGE = `Use: npm run --silent cohort-plan -- --version <n> [--feature <name>] [--csv <file>]
Counts who would move under version <n> of the hash contract, ${HASH_VERSION + 1} or later: in every feature that stands at 5 or 50
percent somewhere, or in one feature. With --csv, the file lists who would move at the stages that are set now.`

function given(): PlanAsked | null {
  try {
    const text = { type: 'string' } as const
    const { version = '', feature, csv } = parseArgs({ options: { version: text, feature: text, csv: text } }).values
    const isLater = /^[1-9]\d{0,3}$/.test(version) && Number(version) > HASH_VERSION
    return isLater ? { version: Number(version), feature: feature ?? null, csv: csv ?? null } : null
  } catch {
    return null
  }
}

const asked = given()
if (asked === null) refuseUse(USAGE)
else runCommand(async () => console.log(await planCohorts(await commandDatabaseUrl(), asked)))
