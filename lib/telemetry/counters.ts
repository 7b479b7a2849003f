/** Counts since the process began, kept as plain numbers: the hot path adds, the metrics page reads. */
export const counters = {
  decisionsWithoutQuery: 0,
  factLoads: 0,
  hintMismatches: 0,
  refused: new Map<string, number>(),
  notifications: 0,
  rubbishNotifications: 0,
  snapshotLoads: 0,
  epochChanges: 0,
  syncFailures: 0,
  listenReconnects: 0,
  consoleRestarts: 0,
}

/** Adds one under a name. Names must come from a closed set, or memory grows. */
export function countNamed(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}
