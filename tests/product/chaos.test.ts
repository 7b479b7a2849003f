import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { checkHistory } from '../../chaos/check'
import { FAULTS } from '../../chaos/faults'
import { runChaos } from '../../chaos/run'

// Those that say most on whole processes; `npm run chaos` injects all of them, for as long as one likes.
const SHORT = [
  'all traffic of one node to the database swallowed',
  'kill -9 of a node',
  'SIGSTOP of a node, and back',
  'PostgreSQL restarted',
  'kill -9 of PostgreSQL',
  'no connection to spare',
  "writers' lock held",
  'audit insert refused',
  'kill -9 of the process that makes changes',
  'replies to commits lost',
]
// The promise is 2 s; here others may have the machine.
const AGREEMENT_MS = 15_000

it('no invariant breaks, whatever breaks under three nodes that decide while facts change', async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'aviary-history-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  const faults = FAULTS.filter(({ name }) => SHORT.includes(name))
  expect(faults).toHaveLength(SHORT.length)
  const file = path.join(directory, 'history.jsonl')
  const history = await runChaos({ seed: 5, minutes: 0.1, agreementMs: AGREEMENT_MS, file, faults })
  expect(checkHistory(history)).toEqual([])
  // A run that met nothing would prove nothing.
  expect(history.faults).toHaveLength(SHORT.length)
  const reasons = new Set(history.decisions.map(({ answer }) => answer?.reason))
  for (const reason of ['stage_off', 'scope_disabled', 'cohort_deny', 'repository_error'])
    expect(reasons).toContain(reason)
  const outcomes = new Set(history.changes.map(({ outcome }) => outcome.kind))
  expect([...outcomes].sort()).toEqual(['accepted', 'lost', 'refused'])
})
