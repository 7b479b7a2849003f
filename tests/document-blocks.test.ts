import { expect, test } from 'vitest'
import { differenceFromShown, isAsShown, refusalToRun, runnerOf, shownStatus } from './support/document-blocks'
import { unknownCommands } from './support/known-commands'
import { parsePage } from './support/markdown'

const fencesOf = (...lines: string[]) => parsePage('page.md', lines.join('\n')).fences
const command = (...after: string[]) => fencesOf('```sh', 'ask', '```', ...after)[0]

test.each([
  [{ a: 1 }, { a: 1 }, true],
  [{ a: 1 }, { a: 1, b: 2 }, false],
  [{ a: 1, '…': '…' }, { a: 1, b: 2 }, true],
  [{ a: 1, '…': '…' }, { a: 2, b: 2 }, false],
  [{ a: '…' }, { a: [1] }, true],
  [{ a: '…' }, {}, false],
  [['…'], [1, 2, 3], true],
  [['…'], 'text', false],
  [[1, '…'], [1, 2], true],
  [[1], [1, 2], false],
  [{ a: null }, { a: {} }, false],
  ['1', 1, false],
])('what is shown as %j agrees with %j: %s', (shown, real, agrees) => {
  expect(isAsShown(shown, real)).toBe(agrees)
})

test('a block shows what stands right after it, and nothing that stands further down', () => {
  const shown = command('', '```json', '{ "status": 404 }', '```')
  expect(shown?.shown?.text).toBe('{ "status": 404 }')
  expect(shown && shownStatus(shown)).toBe(404)
  expect(command('', 'More of it:', '', '```json', '{}', '```')?.shown).toBeNull()
})

test('a block that prints something else than it shows is at fault', () => {
  const fence = command('```text', 'true …', '```')
  expect(fence && differenceFromShown(fence, 'true cohort_allow\n')).toBeNull()
  expect(fence && differenceFromShown(fence, 'false cohort_deny\n')).toContain('another text')
  const [commented] = fencesOf('```sh', 'ask', '# 42', '```')
  expect(commented && differenceFromShown(commented, '42 -\n')).toBeNull()
  expect(commented && differenceFromShown(commented, '41 -\n')).toContain('does not print: 42')
})

test('a block is run, or there is a reason in the line before it', () => {
  const [run, refused, silent, foreign, data] = fencesOf(
    '```sh',
    'ask',
    '```',
    '<!-- not run: takes half an hour -->',
    '```sh',
    'ask',
    '```',
    '<!-- not run: -->',
    '```go',
    'ask()',
    '```',
    '<!-- not run: needs Elixir and more -->',
    '```elixir',
    'ask()',
    '```',
    '```json',
    '{}',
    '```',
  )
  const both = [run, refused, silent, foreign, data].map((fence) => fence && [runnerOf(fence), refusalToRun(fence)])
  expect(both).toEqual([
    ['shell', null],
    ['shell', 'takes half an hour'],
    [null, null],
    [null, 'needs Elixir and more'],
    ['none', null],
  ])
})

test.each([
  ['curl -s "$AVIARY_URL/a?b=1&c=2" \\\n  -d \'{"a":"rm; b | c"}\'', []],
  ["VERSION=$(curl -s a | node -p '1 && 2')\nexport A=1", []],
  ['DATABASE_URL=$OWNER_URL npm run --silent db:role -- --name r   # prints it', []],
  ['npm ci && npm run build', ['npm ci', 'npm run build']],
  ['A=$(rm -r b); echo $A', ['rm']],
  ['# 42', []],
  ['sudo useradd aviary', ['sudo']],
])('of %j the commands that are not known to leave the machine as it is are %j', (text, unknown) => {
  const [fence] = fencesOf('```sh', text, '```')
  expect(fence && unknownCommands(fence)).toEqual(unknown)
})

test('a fence that does not end is at fault', () => {
  expect(() => fencesOf('```sh', 'ask')).toThrow('page.md:1')
})
