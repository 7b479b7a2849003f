import { once } from 'node:events'
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import pg from 'pg'
import { ChangeError } from '@/lib/changes/errors'
import { connectionOptions, IMPACT_POOL } from '@/lib/db/pool'
import { judgeAccount } from './judge-account'
import { judgeFeature } from './judge-feature'
import type { FromThread, ThreadData } from './messages'
import { nameEveryone } from './name-everyone'
import { ONE_MOMENT } from './rows'

// The entry of the thread that judges one impact: a connection of its own, one moment of the database, one answer.
const SLOWEST_READER_MS = 30_000

async function answer(client: pg.Client, { asked }: ThreadData, port: MessagePort): Promise<void> {
  const say = (message: FromThread) => port.postMessage(message)
  const accept = () => say({ kind: 'accepted' })
  const progress = (at: { judged: number; total: number }) => say({ kind: 'progress', ...at })
  const write = async (text: string) => {
    say({ kind: 'text', text })
    // The transaction must not stay open for a reader that has stopped reading.
    await once(port, 'message', { signal: AbortSignal.timeout(SLOWEST_READER_MS) })
  }
  switch (asked.kind) {
    case 'feature':
      return say({ kind: 'done', answer: await judgeFeature(client, asked, { accept, progress }) })
    case 'names':
      await nameEveryone(client, asked, { accept, write })
      return say({ kind: 'done', answer: null })
    case 'account':
      return say({ kind: 'done', answer: await judgeAccount(client, asked) })
    default:
      return asked satisfies never
  }
}

function fail(port: MessagePort, error: unknown): void {
  if (!(error instanceof ChangeError)) throw error
  const { code, message, faults } = error
  port.postMessage({ kind: 'failed', code, message, faults } satisfies FromThread)
}

async function run(data: ThreadData, port: MessagePort): Promise<void> {
  const client = new pg.Client(connectionOptions(data.databaseUrl, IMPACT_POOL))
  let lost: Error | undefined
  client.on('error', (error) => {
    lost = error
  })
  await client.connect()
  try {
    await client.query(ONE_MOMENT)
    await answer(client, data, port)
  } catch (error) {
    fail(port, lost ?? error)
  } finally {
    await client.end().catch(() => {})
    port.close()
  }
}

if (parentPort !== null) await run(workerData as ThreadData, parentPort)
