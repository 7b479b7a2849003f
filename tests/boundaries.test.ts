import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import config from '../.dependency-cruiser.mjs'

// One forbidden import for each rule: [rule, file, what it imports, the file that is imported].
const TRESPASSES: readonly (readonly [rule: string, from: string, specifier: string, to: string | null])[] = [
  ['no-circles', 'lib/circle/one.ts', './two', null],
  ['core-is-pure', 'lib/rollout/clock.ts', '../db/pool', 'lib/db/pool.ts'],
  ['core-has-one-door', 'lib/contracts/side-door.ts', '../rollout/decide', 'lib/rollout/decide.ts'],
  ['browser-without-crypto', 'components/heavy.ts', '../lib/rollout/index', 'lib/rollout/index.ts'],
  [
    'embedded-postgres-has-one-door',
    'lib/queries/own-database.ts',
    '../embedded-postgres/index',
    'lib/embedded-postgres/index.ts',
  ],
  ['contracts-know-the-core-alone', 'lib/contracts/too-curious.ts', '../queries/list', 'lib/queries/list.ts'],
  ['adapters-look-down', 'lib/changes/looks-up.ts', '../http/message', 'lib/http/message.ts'],
  ['decisions-stand-alone', 'lib/decisions/leans.ts', '../changes/verb', 'lib/changes/verb.ts'],
  ['lib-knows-no-page', 'lib/client/knows-page.ts', '../../components/card', 'components/card.ts'],
  ['components-know-no-route', 'components/knows-route.ts', '../app/page', 'app/page.ts'],
  ['front-without-framework', 'server.ts', './lib/front/framed', 'lib/front/framed.ts'],
  ['no-unresolvable', 'lib/http/nowhere.ts', './is-not-there', null],
  ['tests-stay-out', 'lib/http/leans-on-test.ts', '../../tests/support/help', 'tests/support/help.ts'],
]

async function violations(baseDir: string, places: string[]): Promise<{ names: Set<string>; modules: number }> {
  const options = { ...config.options, ruleSet: { forbidden: config.forbidden }, validate: true, baseDir }
  const { output } = await cruise(places, options as object, undefined, { tsConfig: extractTSConfig('tsconfig.json') })
  const { summary, modules } = output as ICruiseResult
  return { names: new Set(summary.violations.map(({ rule }) => rule.name)), modules: modules.length }
}

describe('the boundaries', () => {
  let folder = ''

  async function write(file: string, text: string): Promise<void> {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true })
    await writeFile(path.join(folder, file), text)
  }

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'aviary-boundaries-'))
    for (const [, from, specifier, to] of TRESPASSES) {
      if (to !== null) await write(to, 'export const there = 1\n')
      await write(from, `import '${specifier}'\n`)
    }
    await write('lib/circle/two.ts', `import './one'\n`)
    await write('lib/front/framed.ts', `import 'react'\n`)
    await symlink(path.resolve('node_modules'), path.join(folder, 'node_modules'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('has a trespass here for each of its rules', () => {
    expect(TRESPASSES.map(([rule]) => rule).sort()).toEqual(config.forbidden.map(({ name }) => name).sort())
  })

  it('bites: each trespass is found', async () => {
    const { names } = await violations(folder, ['lib', 'components', 'app', 'server.ts'])
    expect([...names].sort()).toEqual(TRESPASSES.map(([rule]) => rule).sort())
  })

  it('looks at the whole of the repository, and finds nothing', async () => {
    const { names, modules } = await violations(process.cwd(), [
      'lib',
      'components',
      'app',
      'server.ts',
      'scripts',
      'prisma',
      'tests',
    ])
    expect([...names]).toEqual([])
    expect(modules).toBeGreaterThan(150)
  })
})
