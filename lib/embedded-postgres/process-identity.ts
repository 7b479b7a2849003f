import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cleanEnv } from './run'

/** A process that can't be mistaken for a later one that was given the same number. */
export type ProcessIdentity = { readonly pid: number; readonly startedAt: string }

/**
 * The identity of a process, or null if there is none. A zombie is none: it holds nothing any more, and lasts as long
 * as its parent likes.
 */
export function identify(pid: number): ProcessIdentity | null {
  const startedAt = process.platform === 'linux' ? linuxStart(pid) : psStart(pid)
  return startedAt === null ? null : { pid, startedAt }
}

/** Whether that very process still runs. */
export function isAlive({ pid, startedAt }: ProcessIdentity): boolean {
  return identify(pid)?.startedAt === startedAt
}

/** The command line of a process, its arguments joined by spaces; empty if there is no such process. */
export function commandLine(pid: number): string {
  if (process.platform !== 'linux') return ps(pid, 'command=')
  return readOr(`/proc/${pid}/cmdline`, '').replaceAll('\0', ' ')
}

/** Start times count from the boot, so the boot is a part of them. The command's name may hold spaces and brackets. */
function linuxStart(pid: number): string | null {
  const status = readOr(`/proc/${pid}/stat`, '')
  const [state, ...fields] = status.slice(status.lastIndexOf(')') + 2).split(' ')
  const startTicks = fields[18]
  if (startTicks === undefined || state === 'Z' || state === 'X') return null
  return `${readOr('/proc/sys/kernel/random/boot_id', '').trim()}/${startTicks}`
}

function psStart(pid: number): string | null {
  const line = ps(pid, 'state=,lstart=')
  return line === '' || line.startsWith('Z') ? null : line.replace(/^\S+\s+/, '')
}

function ps(pid: number, columns: string): string {
  try {
    return execFileSync('ps', ['-o', columns, '-p', String(pid)], { encoding: 'utf8', env: cleanEnv }).trim()
  } catch {
    return ''
  }
}

function readOr(path: string, fallback: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return fallback
  }
}
