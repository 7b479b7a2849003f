import pino from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { changeFeature } from '@/lib/changes/change-feature'
import { startChangeLog } from '@/lib/telemetry/change-log'
import { migratedDatabases } from './support/import'
import { SYSTEM_ADMIN } from './support/principals'

const { fresh } = migratedDatabases()

test('a change is logged with its request and its audit entry once it is committed, and a no-op is not', async () => {
  const aviary = await fresh()
  await aviary.load({ features: [{ name: 'f', description: 'A feature', contexts: ['both'], rolloutMode: 'canary' }] })
  const lines: Record<string, unknown>[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) })
  onTestFinished(startChangeLog(log))
  const context = { pool: aviary.pool, principal: SYSTEM_ADMIN, requestId: 'asked-by-somebody' }
  const versionOf = async () => Number((await aviary.rows('SELECT version FROM features'))[0]?.version)
  const redescribe = async (description: string, expectedVersion: number) =>
    changeFeature(context, { feature: 'f' }, { description, expectedVersion })
  const version = await versionOf()
  await redescribe('Another text', version)
  await redescribe('Another text', await versionOf())
  await expect(redescribe('A third text', version)).rejects.toMatchObject({ code: 'version_conflict' })
  const [entry] = await aviary.rows('SELECT id, revision, request_id FROM audit_events ORDER BY id DESC LIMIT 1')
  expect(lines).toEqual([
    expect.objectContaining({
      msg: 'changed',
      requestId: entry?.request_id,
      auditEntry: Number(entry?.id),
      revision: Number(entry?.revision),
    }),
  ])
})
