import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { findPromtool } from '../scripts/support/promtool'
import { startFront } from './support/front-process'
import { migratedDatabases } from './support/import'
import { type Sample, samplesIn } from './support/metrics-text'

const TOKEN = 'a-token-for-the-scraper'
const ALERTS = 'ops/prometheus/alerts.yml'
/** What Prometheus itself adds to each series. */
const SCRAPE_LABELS = ['job', 'instance', 'le']
const run = promisify(execFile)

interface Expression {
  readonly from: string
  readonly text: string
}

const dashboards = readdirSync('ops/grafana').map((name) => `ops/grafana/${name}`)

function expressionsOf(dashboard: string): Expression[] {
  const { panels } = JSON.parse(readFileSync(dashboard, 'utf8')) as {
    panels: { title: string; targets: { expr: string }[] }[]
  }
  return panels.flatMap(({ title, targets }) =>
    targets.map(({ expr }) => ({ from: `${dashboard}, ${title}`, text: expr.replaceAll('$__rate_interval', '5m') })),
  )
}

/** All rules as one text each, from `expr:` to the next key. */
function rulesIn(file: string): Expression[] {
  const rules = readFileSync(file, 'utf8').split('- alert: ').slice(1)
  return rules.map((rule) => ({
    from: rule.split('\n', 1)[0] ?? '',
    text: /expr:([\s\S]*?)\n {8}\w+:/.exec(rule)?.[1] ?? '',
  }))
}

const expressions = [...dashboards.flatMap(expressionsOf), ...rulesIn(ALERTS)]
const METRIC = /\b(?:aviary|nodejs|process)_\w+/g

/** The names of labels in an expression: within braces, and behind `by` and `on`. */
function labelsIn(text: string): string[] {
  const selected = [...text.matchAll(/\{([^}]*)\}/g)].flatMap(([, inner = '']) =>
    [...inner.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label = '']) => label),
  )
  const grouped = [...text.matchAll(/\b(?:by|on)\s*\(([^)]*)\)/g)].flatMap(([, inner = '']) => inner.split(/\s*,\s*/))
  return [...selected, ...grouped]
}

describe('what is watched is served', () => {
  const { shared } = migratedDatabases()
  const aviary = shared()
  let samples: readonly Sample[]
  let page: string

  beforeAll(async () => {
    const front = await startFront(aviary().url, { AVIARY_METRICS_TOKEN: TOKEN })
    const url = `${front.url}/api/metrics`
    // One refusal, so that its label is there.
    await fetch(url)
    await vi.waitFor(async () => {
      page = await (await fetch(url, { headers: { Authorization: `Bearer ${TOKEN}` } })).text()
      samples = samplesIn(page)
      expect(samples.length).toBeGreaterThan(100)
    })
    front.kill('SIGKILL')
  })

  test.each(expressions)('$from', ({ text }) => {
    const metrics = [...text.matchAll(METRIC)].map(([metric]) => metric)
    expect(metrics).not.toEqual([])
    const served = samples.filter(({ name }) => metrics.includes(name))
    expect(metrics.filter((metric) => !served.some(({ name }) => name === metric))).toEqual([])
    const known = new Set([...SCRAPE_LABELS, ...served.flatMap(({ labels }) => Object.keys(labels))])
    expect(labelsIn(text).filter((label) => !known.has(label))).toEqual([])
  })

  test('each of our metrics says what it is', () => {
    const ours = [...page.matchAll(/^# HELP (aviary_\w+) (.+)$/gm)]
    expect(ours.length).toBeGreaterThan(20)
    for (const [, name, help = ''] of ours) expect(help, name).toMatch(/\w\.$|\d\.$/)
  })
})

const promtool = findPromtool()
describe.skipIf(promtool === null)(
  promtool === null ? 'promtool: none is here, and none can be had' : 'promtool',
  () => {
    const check = (...args: string[]) => run(promtool ?? '', args, { cwd: 'ops/prometheus' })
    let scratch: string

    beforeAll(async () => {
      scratch = await mkdtemp(path.join(tmpdir(), 'aviary-ops-'))
    })
    afterAll(() => rm(scratch, { recursive: true }))

    test('reads the alert rules', async () => {
      expect((await check('check', 'rules', 'alerts.yml')).stdout).toContain(`${rulesIn(ALERTS).length} rules found`)
    })

    test('sees each alert fire when it must, and not when it must not', async () => {
      const cases = readFileSync('ops/prometheus/alerts.test.yml', 'utf8')
      for (const { from: alert } of rulesIn(ALERTS)) {
        const tried = cases.split(`alertname: ${alert}`).slice(1)
        expect(tried.some((rest) => /^,? exp_alerts: \[\]/.test(rest))).toBe(true)
        expect(tried.some((rest) => /^\s+exp_alerts:\s+- exp_labels/.test(rest))).toBe(true)
      }
      expect((await check('test', 'rules', 'alerts.test.yml')).stdout).toContain('SUCCESS')
    })

    test('reads every expression of the dashboards', async () => {
      const exprOf = (text: string) => text.replace(/^\s*\|/, '').replaceAll('$job', 'aviary')
      const rules = expressions.map(({ text }, at) => ({ record: `e${at}`, expr: exprOf(text) }))
      const file = path.join(scratch, 'rules.yml')
      await writeFile(file, JSON.stringify({ groups: [{ name: 'all', rules }] }))
      expect((await check('check', 'rules', file)).stdout).toContain('SUCCESS')
    })
  },
)
