import { expect, test } from 'vitest'
import type { NodesAnswer } from '@/lib/contracts/api/nodes'
import { durationText, healthText, reachedText } from './health-text'

const node = (revision: number, problems: NodesAnswer['nodes'][number]['problems'] = []) => ({
  id: `n${revision}`,
  kind: 'front',
  version: '1',
  host: null,
  worker: null,
  startedAt: null,
  seenAt: '',
  seenAgoMs: 0,
  revision,
  freshnessAgeMs: 0,
  isListening: true,
  decisions: 0,
  hitRate: null,
  problems,
})
const receipt = { revision: 118, changedAt: '', reached: 2, nodes: 3, slowestMs: 140 }

test('the nodes that are there are counted by the present revision', () => {
  const nodes = [node(118), node(118), node(117), node(40, ['not_seen'])]
  expect(healthText({ revision: 118, at: '', nodes, receipts: [receipt] })).toBe(
    '2 of 3 nodes at revision 118, slowest 140 ms',
  )
  expect(healthText({ revision: 1118, at: '', nodes: [], receipts: [] })).toBe('0 of 0 nodes at revision 1,118')
})

test('a change tells how far it has come', () => {
  expect(reachedText(receipt)).toBe('2 of 3 nodes, slowest 140 ms')
  expect(reachedText({ ...receipt, reached: 1, nodes: 1, slowestMs: null })).toBe('1 of 1 node')
})

test('a length of time has its unit', () => {
  expect([0, 999, 3210, 240_000].map(durationText)).toEqual(['0 ms', '999 ms', '3.2 s', '4 min'])
})
