import { parseArgs } from 'node:util'
import type { AuditHead, AuditVerification } from '@/lib/contracts/api/audit'
import { CONSOLE_POOL, createPool } from '@/lib/db/pool'
import { verifyAudit } from '@/lib/queries/audit/verify-audit'
import { runCommand } from './support/command'
import { commandDatabaseUrl } from './support/database-url'
import { operator } from './support/operator'
import { refuseUse } from './support/usage'

const USAGE = `Use: npm run audit:verify [-- --head <entry>:<hash>]
A head is in the log of every node: "audit head".`

function given(): { readonly head: AuditHead | null } | null {
  try {
    const { head } = parseArgs({ options: { head: { type: 'string' } } }).values
    if (head === undefined) return { head: null }
    const [, id, hash] = /^([1-9]\d{0,15}):([0-9a-f]{64})$/.exec(head) ?? []
    return id === undefined || hash === undefined ? null : { head: { id: Number(id), hash } }
  } catch {
    return null
  }
}

function showProgress({ checked, total }: { checked: number; total: number }): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${checked} of ${total} entries …${checked === total ? '\n' : ''}`)
}

function say({ isWhole, entries, head, break: broken, replay }: AuditVerification): void {
  console.log(`${entries} entries follow one from the other.`)
  if (head !== null) console.log(`The last of them is ${head.id}:${head.hash}`)
  if (broken !== null) console.log(`BROKEN (${broken.kind}): ${broken.message}`)
  console.log(replay.message)
  for (const { fact, entryId, told, present } of replay.differences)
    console.log(
      `  ${fact}: the trail says ${JSON.stringify(told)}${entryId === null ? '' : ` (entry ${entryId})`}, it is ${JSON.stringify(present)}`,
    )
  console.log(isWhole ? 'The audit trail is whole.' : 'The audit trail is NOT whole.')
}

async function main(head: AuditHead | null): Promise<void> {
  const pool = createPool(await commandDatabaseUrl(), CONSOLE_POOL, () => {})
  try {
    const report = await verifyAudit({ pool, principal: operator() }, { head, onProgress: showProgress })
    say(report)
    if (!report.isWhole) process.exitCode = 1
  } finally {
    await pool.end()
  }
}

const input = given()
if (input === null) refuseUse(USAGE)
else runCommand(() => main(input.head))
