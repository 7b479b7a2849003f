import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { setStage } from '@/lib/changes/set-stage'
import { CONSOLE_POOL, createPool } from '@/lib/db/pool'
import { startEmbeddedPostgres } from '@/lib/embedded-postgres'
import { verifyAudit } from '@/lib/queries/audit/verify-audit'
import { migrate } from '../scripts/db-migrate'
import { decide } from './support/decision-world'
import { insertKey, startDoors } from './support/doors'
import { canMount, mountSmallDisk, unmount } from './support/embedded-postgres/machine'
import { SYSTEM_ADMIN } from './support/principals'

const FACTS = `
INSERT INTO projects (id, title) VALUES ('12', 'Chemistry'), ('13', 'Physics');
INSERT INTO features (name, description, contexts, rollout_mode) VALUES ('rising', 'A feature.', 'both', 'canary');
INSERT INTO scoped_feature_rollouts (feature_name, scope_type, stage) VALUES ('rising', 'global', 'off');
INSERT INTO scoped_feature_flag_states (feature_name, project_id) SELECT name, id FROM features, projects;
`
const MOST_CHANGES = 200

/** A PostgreSQL on a disk of its own, which can be filled. */
async function onSmallDisk() {
  const disk = mkdtempSync(path.join(tmpdir(), 'aviary-disk-'))
  mountSmallDisk(disk, 160)
  const postgres = await startEmbeddedPostgres({ dataDir: disk })
  onTestFinished(async () => {
    await postgres.stop()
    unmount(disk)
    rmSync(disk, { recursive: true, force: true })
  })
  const filler = path.join(disk, 'filler')
  return {
    url: postgres.url,
    fill: () => void execFileSync('sh', ['-c', 'cat /dev/zero > "$1" 2>/dev/null || true', 'sh', filler]),
    free: () => rmSync(filler),
  }
}

test.runIf(canMount())('a disk that is full fails changes whole, and takes no decision with it', async () => {
  const disk = await onSmallDisk()
  await migrate(disk.url)
  const pool = createPool(disk.url, CONSOLE_POOL, () => {})
  onTestFinished(() => pool.end())
  await pool.query(FACTS)
  const client = await pool.connect()
  const key = await insertKey(client)
  client.release()
  const doors = await startDoors(disk.url)
  onTestFinished(doors.close)
  const context = { pool, principal: SYSTEM_ADMIN, requestId: 'change' }
  const toggle = async (nth: number) => {
    const reason = randomBytes(900).toString('hex')
    const place = { scopeType: 'global', scopeId: null } as const
    await setStage(
      context,
      { feature: 'rising', place },
      { stage: nth % 2 === 0 ? 'off' : 'internal_only', reason, ...seen },
    )
    return (await pool.query('SELECT version::int FROM scoped_feature_rollouts')).rows[0].version
  }
  let seen = { expectedVersion: (await pool.query('SELECT version::int FROM scoped_feature_rollouts')).rows[0].version }
  disk.fill()
  let done = 0
  const untilFull = async () => {
    while (done < MOST_CHANGES) {
      seen = { expectedVersion: await toggle(done + 1) }
      done++
    }
  }
  await expect(untilFull()).rejects.toMatchObject({ code: '53100' })
  const stage = done % 2 === 0 ? 'stage_off' : 'not_internal'
  for (const id of ['12', '13']) {
    const asked = { feature: 'rising', actor: { type: 'user', id: '1' }, resource: { type: 'project', id } }
    await expect.poll(async () => (await decide(doors.url, key, asked)).reason, { timeout: 10_000 }).toBe(stage)
  }
  disk.free()
  seen = { expectedVersion: await toggle(done + 1) }
  expect(await verifyAudit({ pool, principal: SYSTEM_ADMIN }, {})).toMatchObject({ isWhole: true })
})
