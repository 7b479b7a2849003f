import { spawnSync } from 'node:child_process'
import { availableParallelism, getPriority, setPriority } from 'node:os'

/** Where things run: every server under test on one core, whatever loads and measures it on the other. */
export const SERVER_CORE = 0
export const LOAD_CORE = 1

let known: boolean | undefined

/** Whether processes can be kept to a core here: Linux, two cores, util-linux. */
export function canPin(): boolean {
  known ??= availableParallelism() > 1 && spawnSync('taskset', ['-c', String(LOAD_CORE), 'true']).status === 0
  return known
}

/** The command that runs `command` on one core, where that can be. */
export function onCore(core: number, command: readonly string[]): [string, ...string[]] {
  const pinned = canPin() ? ['taskset', '-c', String(core), ...command] : command
  const [program = '', ...rest] = pinned
  return [program, ...rest]
}

/** Moves a process, and all that it starts from now on, to a core. */
export function moveToCore(core: number, pid: number): void {
  if (canPin()) spawnSync('taskset', ['-a', '-c', '-p', String(core), String(pid)])
}

/** A clock that is kept from its core measures that: where we may, it goes first. */
export function goFirst(): void {
  try {
    setPriority(Math.min(-10, getPriority()))
  } catch {
    // Only root may; the report shows how late requests were sent.
  }
}
