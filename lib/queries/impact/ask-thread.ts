import { on } from 'node:events'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { ChangeError } from '@/lib/changes/errors'
import { type FromThread, type ImpactAsked, MORE, type ThreadData } from './messages'
import { createSlots, type Slots } from './slots'

// Two threads leave the rest of a machine to decisions; who waits behind sixteen others is better told so.
const MOST_RUNNING = 2
const MOST_WAITING = 16
const MOST_HEAP_MB = 256

// Next's bundles each hold a copy of this module; the process has one number of slots.
const shared = globalThis as typeof globalThis & { aviaryImpactSlots?: Slots }

// Bundled by `npm run build`, by `npm run dev` and before tests: what starts a thread is a file, and Next's bundles hold
// none for it.
const THREAD = path.resolve('dist', 'impact-thread.mjs')

function startThread(workerData: ThreadData): Worker {
  return new Worker(THREAD, { workerData, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB } })
}

async function* messagesOf(worker: Worker, signal: AbortSignal): AsyncGenerator<FromThread> {
  for await (const [message] of on(worker, 'message', { signal, close: ['exit'] })) {
    yield message as FromThread
    if (message.kind === 'done') return
    if (message.kind === 'text') worker.postMessage(MORE)
  }
  throw new Error('the thread of an impact ended without an answer')
}

/**
 * Has an impact judged in a thread of its own, with a connection of its own. At most two at a time; others wait.
 * However the generator ends, the thread has ended, and the database has been told.
 * @param signal ends it early
 * @throws ChangeError what the thread was refused, `busy`; the signal's reason; an Error when the thread fails
 */
export async function* askThread(
  databaseUrl: string,
  asked: ImpactAsked,
  signal: AbortSignal,
): AsyncGenerator<Exclude<FromThread, { kind: 'failed' }>> {
  shared.aviaryImpactSlots ??= createSlots(MOST_RUNNING, MOST_WAITING)
  const giveBack = await shared.aviaryImpactSlots.take(signal)
  try {
    const worker = startThread({ databaseUrl, asked })
    try {
      for await (const message of messagesOf(worker, signal)) {
        if (message.kind === 'failed') throw new ChangeError(message.code, message.message, { faults: message.faults })
        yield message
      }
    } finally {
      await worker.terminate()
    }
  } finally {
    giveBack()
  }
}
