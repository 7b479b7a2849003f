import pino from 'pino'
import { expect, test } from 'vitest'
import { startHeadLog } from '@/lib/audit/head-log'
import { migratedDatabases } from './support/import'

const { fresh } = migratedDatabases()

function recorded() {
  const lines: Record<string, unknown>[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) })
  return { log, lines, heads: () => lines.flatMap(({ msg, head }) => (msg === 'audit head' ? [head] : [])) }
}

test('the last entry and its hash are logged at the start, now and then, and at the end', async () => {
  const [aviary, { log, heads }] = [await fresh(), recorded()]
  const last = async () => {
    const [row] = await aviary.rows('SELECT id, hash FROM audit_events ORDER BY id DESC LIMIT 1')
    return `${row?.id}:${row?.hash}`
  }
  const stop = startHeadLog(aviary.pool, log, 20)
  await expect.poll(heads).toContain(null)
  await aviary.rows(`INSERT INTO features (name, description, contexts) VALUES ('f', 'A feature', 'both')`)
  await expect.poll(heads).toContain(await last())
  await aviary.rows(`UPDATE features SET description = 'Another'`)
  await stop()
  expect(heads().at(-1)).toBe(await last())
})

test('a database that does not answer is said, and nothing ends', async () => {
  const [aviary, { log, lines }] = [await fresh(), recorded()]
  await aviary.rows('ALTER TABLE audit_events RENAME TO gone')
  await startHeadLog(aviary.pool, log)()
  expect(lines.map(({ msg }) => msg)).toContain('the audit head could not be read')
})
