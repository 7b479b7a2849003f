import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { migrationNames } from '@/lib/db/migrations'
import { downScript, whatIsLost } from '@/scripts/support/migration-files'

const read = (file: string) => readFile(file, 'utf8')

test('the version is the same in the package, its lock file, the changelog and the release notes', async () => {
  const { version } = JSON.parse(await read('package.json'))
  const lock = JSON.parse(await read('package-lock.json'))
  const [, newest] = /^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d\d-\d\d$/m.exec(await read('CHANGELOG.md')) ?? []
  const [, noted] = /^# Release notes, (\S+)$/m.exec(await read('docs/release-notes.md')) ?? []
  expect([lock.version, lock.packages[''].version, newest, noted]).toEqual(Array(4).fill(version))
})

test('the upgrade notes name each migration in its order, and what is lost when it is taken back', async () => {
  const page = await read('docs/upgrading.md')
  const rows = [...page.matchAll(/^\| `(\d{14}_\w+)` \| [^|]+ \| ([^|]+) \|$/gm)].map(([, name, lost]) => [name, lost])
  const expected = (await migrationNames()).map(async (name) => [
    name,
    whatIsLost((await downScript(name)) ?? '').replace(/^L/, 'l'),
  ])
  expect(rows).toEqual(await Promise.all(expected))
})
