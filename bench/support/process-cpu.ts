import { readFileSync } from 'node:fs'

// USER_HZ: what /proc counts in on every Linux that Node runs on.
const TICKS_PER_S = 100

/** Seconds of CPU that a process has used, all its threads; NaN where /proc does not tell. */
export function cpuSeconds(pid: number): number {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name, field 2, may hold anything; what follows its last parenthesis starts with field 3.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_S
  } catch {
    return Number.NaN
  }
}

/** The processes that a process started and that still run. */
export function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)
}
