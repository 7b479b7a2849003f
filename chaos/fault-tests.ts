/** A fault of the list, what must come of it, and the test that injects it alone. */
export interface FaultTest {
  readonly fault: string
  readonly expected: string
  readonly file: string
  /** Its title, or a part of it. */
  readonly title: string
}

const of = (fault: string, expected: string, file: string, title: string): FaultTest => ({
  fault,
  expected,
  file,
  title,
})

const [FAULTS, PROCESS, TIME, COMMIT] = [
  'tests/faults.test.ts',
  'tests/faults-process.test.ts',
  'tests/faults-time.test.ts',
  'tests/faults-commit.test.ts',
]
const [ROLLOUTS, SERVICE, CHANGES, MIGRATIONS] = [
  'tests/api-rollouts.test.ts',
  'tests/decision-service.test.ts',
  'tests/decision-changes.test.ts',
  'tests/migrations.test.ts',
]
const CHAOS = ['tests/product/chaos.test.ts', 'no invariant breaks'] as const
const DISK = 'tests/faults-disk.test.ts'

const HITS = 'Hits are answered, the rest denied in time; it is found again.'

/** Every fault that must do no harm, each with a test of its own. */
export const FAULT_TESTS: readonly FaultTest[] = [
  of('PostgreSQL gone under load', HITS, FAULTS, 'takes no known answer with it'),
  of(
    '… for longer than the bound',
    'Everything is denied.',
    FAULTS,
    'is believed for no longer than the staleness bound',
  ),
  of('… at the start', '503 until it is there.', FAULTS, 'leaves the doors open, says so, and is found when it comes'),
  of('… restarted, or killed', 'Nothing committed is lost.', ...CHAOS),
  of('… read-only', 'Decisions go on.', FAULTS, 'a database that can only be read'),
  of('… slow by 2 s', HITS, FAULTS, 'a database that is slow by 2 s'),
  of('… out of connections', HITS, FAULTS, 'a database without a connection to spare'),
  of('… with a full disk', 'Decisions go on; changes fail whole.', DISK, 'a disk that is full'),
  of('LISTEN backend terminated', 'The poll finds changes.', CHANGES, 'is ended again and again'),
  of(
    'LISTEN half open',
    'The poll finds changes; the heartbeat finds out.',
    FAULTS,
    'that is half open is missed by nobody',
  ),
  of('all traffic of a node swallowed', HITS, FAULTS, "describe.each<ProxyMode>(['refuse', 'swallow'])"),
  of('kill -9 before the commit', 'It did not happen.', COMMIT, 'is killed before the commit'),
  of('kill -9 after the commit', 'It is in the trail.', COMMIT, 'is killed after the commit'),
  of(
    'reply to the commit lost',
    'Nobody is told of success; nothing happens twice.',
    COMMIT,
    'the reply to the commit is lost',
  ),
  of('kill -9 of a node', 'It leaves nothing behind.', PROCESS, 'a front that is killed leaves nothing behind'),
  of('two admins at once', 'One 200, one conflict.', ROLLOUTS, 'forward is told what is in force'),
  of('fifty admins at once', 'One promotion.', ROLLOUTS, 'is promoted once by fifty admins'),
  of('20 identical requests at once', 'One query.', SERVICE, 'is asked once by 20'),
  of('a row lock held', 'Busy, in time; nothing is written.', ROLLOUTS, 'holds the writers up for too long'),
  of('a table locked', HITS, FAULTS, 'a table that is locked'),
  of('10,000 unknown feature names', 'No query, no growth.', SERVICE, 'for 10,000 feature names that nobody knows'),
  of('a million actor ids', 'No label tells them apart.', 'tests/metrics.test.ts', 'a million actors'),
  of('invalidation under load', 'No failed and no late answer.', CHAOS[0], CHAOS[1]),
  of('NOTIFY storm of rubbish', 'Counted.', CHANGES, 'by the thousand do no harm'),
  of('a corrupt row', 'Its feature is denied, and no other.', FAULTS, 'denies its feature, and no other'),
  of('clock moved an hour and a day', 'Nothing expires, nothing is late.', TIME, 'clock that jumps'),
  of('event loop stalled', 'No allow past the bound.', TIME, 'whose event loop stalled'),
  of('SIGSTOP and back', 'No allow past the bound.', TIME, 'that was stopped and goes on'),
  of(
    'SIGTERM with 200 event streams',
    'Told and closed, in under 10 s.',
    'tests/product/events.test.ts',
    'while hundreds watch',
  ),
  of('event stream that never reads', 'Dropped.', 'tests/change-events.test.ts', 'where nobody reads'),
  of('many console tabs', 'They share one stream.', 'e2e/live.spec.ts', 'two tabs share one stream'),
  of(
    'migration up and down under load',
    'Nobody fails or waits.',
    MIGRATIONS,
    'are applied while people read and write',
  ),
  of(
    'the audit insert refused',
    'No change.',
    'tests/database-audit.test.ts',
    'does not happen where its entry can not be written',
  ),
]
