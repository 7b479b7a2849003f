import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive, type ProcessIdentity } from './process-identity'

const pollMs = 25

/** Fast shutdown, then immediate (the next start replays the log: nothing committed is lost), then none at all. */
const stopSteps = [
  { signal: 'SIGINT', waitMs: 8_000 },
  { signal: 'SIGQUIT', waitMs: 6_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
] as const

/** Stops PostgreSQL's main process and with it all others, and waits until it is gone: 19 s at the very most. */
export async function stopPostmaster(postmaster: ProcessIdentity): Promise<void> {
  for (const { signal, waitMs } of stopSteps) {
    if (!isAlive(postmaster)) return
    process.kill(postmaster.pid, signal)
    if (await isGoneWithin(postmaster, waitMs)) return
  }
}

async function isGoneWithin(postmaster: ProcessIdentity, waitMs: number): Promise<boolean> {
  const deadline = performance.now() + waitMs
  while (isAlive(postmaster)) {
    if (performance.now() > deadline) return false
    await sleep(pollMs)
  }
  return true
}

/** What PostgreSQL says of itself in postmaster.pid, or null if it runs not or has not written it yet. */
export async function readPostmasterFile(clusterDir: string): Promise<{ pid: number; status: string } | null> {
  const text = await readFile(postmasterFile(clusterDir), 'utf8').catch(() => '')
  const [pid, , , , , , , status] = text.split('\n')
  return text === '' ? null : { pid: Number(pid), status: status?.trim() ?? '' }
}

/** PostgreSQL's own lock on its data. */
export function postmasterFile(clusterDir: string): string {
  return join(clusterDir, 'postmaster.pid')
}
