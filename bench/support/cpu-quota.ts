import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Short, so that a server that has used its share up is not late by much. */
const PERIOD_US = 10_000

/** A share of CPU time that a process may use, and no more. */
export interface CpuQuota {
  /** Once the process has ended. */
  clear(): void
}

/**
 * Holds a process to a share of one core by a control group of its own, of version 1 or 2.
 * @throws where the machine gives us none: not Linux, not root, or a container's read-only view
 */
export function limitCpu(pid: number, share: number): CpuQuota {
  const first = '/sys/fs/cgroup/cpu'
  const isFirst = existsSync(path.join(first, 'cpu.cfs_quota_us'))
  const group = path.join(isFirst ? first : '/sys/fs/cgroup', `aviary-${pid}`)
  mkdirSync(group)
  const quotaUs = Math.round(PERIOD_US * share)
  if (isFirst) {
    writeFileSync(path.join(group, 'cpu.cfs_period_us'), String(PERIOD_US))
    writeFileSync(path.join(group, 'cpu.cfs_quota_us'), String(quotaUs))
  } else writeFileSync(path.join(group, 'cpu.max'), `${quotaUs} ${PERIOD_US}`)
  writeFileSync(path.join(group, 'cgroup.procs'), String(pid))
  return { clear: () => rmdirSync(group) }
}
