import { describe, expect, test } from 'vitest'
import { runScript } from './support/command'

// Nobody listens there: what is said before the database is asked is said all the same.
const NOWHERE = 'postgresql://somebody:secret@127.0.0.1:1/none'
const run = (name: string, args: readonly string[], url = NOWHERE) =>
  runScript(`scripts/${name}.ts`, args, { DATABASE_URL: url })

describe('npm run api-key, used wrongly', () => {
  test.each([
    [['--name', 'n', '--scopes', 'decide', '--origins', 'example.org'], '--origins[0]: Invalid URL'],
    [
      ['--name', 'n', '--scopes', 'decide', '--origins', 'https://example.org/x'],
      '--origins[0]: an origin has no path',
    ],
    [['--name', 'n', '--scopes', 'decide', '--rate', 'often'], '--rate: '],
    [['--name', 'n', '--scopes', 'decide', '--expires', 'tomorrow'], '--expires: '],
    [['--name', 'n', '--scope', 'decide'], "Unknown option '--scope'"],
  ])('as %j names the option as it was typed, and says how it is used', async (args, said) => {
    const { status, stdout, stderr } = await run('api-key', args)
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toContain(said)
    expect(stderr).toMatch(/^Use: npm run --silent api-key/m)
  })
})

describe('a database out of reach', () => {
  test.each([
    ['audit-verify', []],
    ['report', []],
    ['db-status', []],
    ['api-key', ['--name', 'n', '--scopes', 'decide']],
  ])('is said by %s in a sentence, without the password', async (name, args) => {
    for (const url of [NOWHERE, NOWHERE.replace('127.0.0.1', 'localhost')]) {
      const { status, stderr } = await run(name, args, url)
      expect(status).toBe(1)
      expect(stderr).toMatch(/^The database can't be reached: .*ECONNREFUSED.*\.\n$/)
      expect(stderr).not.toContain('secret')
    }
  })
})

test.each(['1', '2026-13-01', 'yesterday'])('npm run report knows no week that ends at %s', async (until) => {
  expect(await run('report', ['--until', until])).toMatchObject({ status: 2, stderr: expect.stringContaining('Use: ') })
})
