import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { decisionCurl } from './decision-curl'

const question = {
  feature: 'adaptive_duplication',
  actor: { type: 'user', id: '1042' },
  resource: { type: 'section', id: '77' },
} as const

/** The arguments that a shell would give to curl. */
function argumentsOf(command: string): string[] {
  const script = `AVIARY_KEY='the key'\ncurl() { for given in "$@"; do printf '%s\\0' "$given"; done; }\n${command}`
  return execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1)
}

it('asks for an explained decision with the key that the shell holds', () => {
  expect(argumentsOf(decisionCurl('https://aviary.example.edu', question))).toEqual([
    '-s',
    'https://aviary.example.edu/api/decision',
    '-H',
    'Authorization: Bearer the key',
    '-H',
    'Content-Type: application/json',
    '-d',
    JSON.stringify({ ...question, explain: true }),
  ])
})

it.each([`'; rm -rf / #`, '$(touch x)', '`id`', '"', '\\', "it''s", '!!', 'é漢🐤'])(
  'keeps the id %s a mere id in the shell',
  (id) => {
    const body = argumentsOf(decisionCurl('http://x', { ...question, actor: { type: 'user', id } })).at(-1) ?? ''
    expect(JSON.parse(body).actor.id).toBe(id)
  },
)
