import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, readlinkSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { chmod, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { findRunningPostgres, startEmbeddedPostgres } from '@/lib/embedded-postgres'
import { findPlatformPackage } from '@/lib/embedded-postgres/platform-package'
import { identify, isAlive } from '@/lib/embedded-postgres/process-identity'
import { ensureUser } from '@/lib/embedded-postgres/service-user'
import {
  countRows,
  insertRows,
  installForTests,
  launch,
  misleadingEnv,
  nobodyCanRunNode,
  quick,
  refusal,
  scratch,
  start,
} from './support/embedded-postgres/harness'
import { drive, makeInstallation } from './support/embedded-postgres/installation'
import {
  canMount,
  isRoot,
  mountSmallDisk,
  nobody,
  processesOf,
  query,
  testAsRoot,
  testWhere,
  unmount,
} from './support/embedded-postgres/machine'

const installed = installForTests()
const testAsPlainUser = testWhere(!isRoot || nobodyCanRunNode(), `${process.execPath} is closed to other users`)

describe('a start', () => {
  test('makes a durable UTF-8 cluster under any path, and the next start finds its data', async () => {
    const dataDir = join(await scratch(), 'my données ’ü')
    const first = await start({ dataDir, settings: {} })
    expect(first.isFresh).toBe(true)
    const sql = `SELECT current_setting('server_version_num')::int / 10000 AS major, current_setting('fsync') AS fsync,
      pg_encoding_to_char(encoding) AS encoding, datcollate AS collation
      FROM pg_database WHERE datname = current_database()`
    expect(await query(first.url, sql)).toEqual([{ major: 18, fsync: 'on', encoding: 'UTF8', collation: 'C' }])
    await insertRows(first.url)
    await first.stop()
    const second = await start({ dataDir })
    expect([second.isFresh, await countRows(second.url)]).toEqual([false, 1000])
  })

  test('listens on 127.0.0.1 alone, wants the password, and takes the given settings and name', async () => {
    const dataDir = await scratch()
    const postgres = await start({ dataDir, database: 'Vögel und mehr', settings: { ...quick, work_mem: '7MB' } })
    const url = new URL(postgres.url)
    expect([url.hostname, decodeURIComponent(url.pathname)]).toEqual(['127.0.0.1', '/Vögel und mehr'])
    const shown = await query(
      postgres.url,
      `SELECT name, setting FROM pg_settings WHERE name IN
      ('listen_addresses', 'unix_socket_directories', 'work_mem', 'max_connections', 'TimeZone') ORDER BY name`,
    )
    expect(shown.map((row) => Object.values(row as object).join('='))).toEqual([
      'TimeZone=UTC',
      'listen_addresses=127.0.0.1',
      'max_connections=100',
      'unix_socket_directories=',
      'work_mem=7168',
    ])
    url.password = 'guess'
    await expect(query(url.href, 'SELECT 1')).rejects.toThrow('password authentication failed')
  })

  test('tells other commands its url while it runs, in a file that only the owner reads', async () => {
    const dataDir = await scratch()
    expect(await findRunningPostgres(dataDir)).toBeNull()
    const postgres = await start({ dataDir })
    expect(await findRunningPostgres(dataDir)).toBe(postgres.url)
    expect(statSync(join(dataDir, 'postgres.json')).mode & 0o777).toBe(0o600)
    expect(statSync(join(dataDir, 'postgres', 'data')).mode & 0o777).toBe(0o700)
    const copy = await scratch()
    await writeFile(join(copy, 'postgres.json'), readFileSync(join(dataDir, 'postgres.json')))
    expect(await findRunningPostgres(copy), 'a copy of the file alone leads nowhere').toBeNull()
    await postgres.stop()
    expect(await findRunningPostgres(dataDir)).toBeNull()
    expect(readFileSync(join(dataDir, 'postgres.json'), 'utf8')).not.toContain('postgresql://')
  })

  test('is led astray by nothing in the environment (and needs nothing of it: the other launchers have an empty one)', async () => {
    const driver = await launch(installed.root, { dataDir: await scratch() }, { env: misleadingEnv })
    expect(driver.message).toBeUndefined()
    expect(driver.found).toBe(driver.url)
  })

  test('makes the library links that npm made none of', async () => {
    rmSync(join(installed.native, 'lib', 'libicuuc.so.60'))
    const driver = await launch(installed.root, { dataDir: await scratch() })
    expect(driver.message).toBeUndefined()
    expect(statSync(join(installed.native, 'lib', 'libicuuc.so.60')).isFile()).toBe(true)
  })
})

describe('a stop', () => {
  test('leaves no process behind, with connections open and asked twice', async () => {
    const dataDir = await scratch()
    const postgres = await start({ dataDir })
    const sleeping = query(postgres.url, 'SELECT pg_sleep(60)').catch(() => 'ended')
    const clusterDir = join(dataDir, 'postgres', 'data')
    if (process.platform === 'linux') expect(processesOf(clusterDir).length).toBeGreaterThan(4)
    await Promise.all([postgres.stop(), postgres.stop()])
    expect([processesOf(clusterDir), await sleeping]).toEqual([[], 'ended'])
    expect(readdirSync(dataDir).sort()).toEqual(['postgres', 'postgres.json'])
  })

  test('comes from the launcher alone: Ctrl-C in its terminal does not reach PostgreSQL', async () => {
    const driver = await launch(installed.root, { dataDir: await scratch() })
    process.kill(-driver.launcherPid, 'SIGINT')
    expect(await query(driver.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    expect(await driver.end()).toBe(0)
    expect(identify(driver.pid)).toBeNull()
  })
})

describe('after kill -9', () => {
  test('of PostgreSQL, all that was committed is there', async () => {
    const dataDir = await scratch()
    const first = await start({ dataDir, settings: {} })
    await insertRows(first.url)
    process.kill(first.pid, 'SIGKILL')
    await first.stop()
    const second = await start({ dataDir })
    expect(await countRows(second.url)).toBe(1000)
  })

  test('of the launcher, the next start stops the PostgreSQL that was left and finds all that was committed', async () => {
    const dataDir = await scratch()
    const killed = await launch(installed.root, { dataDir, settings: {} })
    await insertRows(killed.url)
    await killed.kill('SIGKILL')
    const orphan = identify(killed.pid)
    const next = await start({ dataDir })
    expect([next.isFresh, orphan !== null && isAlive(orphan)]).toEqual([false, false])
    expect(await countRows(next.url)).toBe(1000)
  })

  test('of both, a stranger or a zombie with the number of the old PostgreSQL is not in the way, and not harmed', async () => {
    const dataDir = await scratch()
    const killed = await launch(installed.root, { dataDir, settings: {} })
    await insertRows(killed.url)
    await killed.kill('SIGKILL')
    process.kill(killed.pid, 'SIGKILL')
    const lockFile = join(dataDir, 'postgres', 'data', 'postmaster.pid')
    const stranger = await launch(installed.root, { dataDir: await scratch() })
    writeFileSync(lockFile, readFileSync(lockFile, 'utf8').replace(/^\d+/, String(stranger.pid)))
    const next = await start({ dataDir })
    expect(await countRows(next.url)).toBe(1000)
    expect(await query(stranger.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  test('of a first start at any moment, the next one begins cleanly', async () => {
    for (const afterMs of [200, 500]) {
      const dataDir = await scratch()
      const starting = drive(installed.root, { dataDir, settings: quick }).catch(() => null)
      const lock = join(dataDir, 'launcher.lock')
      await expect.poll(() => statSync(lock, { throwIfNoEntry: false }), { interval: 5 }).toBeDefined()
      await new Promise((resolve) => setTimeout(resolve, afterMs))
      process.kill(JSON.parse(readFileSync(lock, 'utf8')).pid, 'SIGKILL')
      await starting
      const next = await start({ dataDir })
      await insertRows(next.url)
      expect(readdirSync(join(dataDir, 'postgres')).filter((name) => name.startsWith('init-'))).toEqual([])
    }
  })
})

describe('a start is refused with a sentence that says what to do', () => {
  let dataDir: string
  beforeAll(async () => {
    dataDir = await scratch()
    const first = await startEmbeddedPostgres({ dataDir, settings: quick })
    await first.stop()
  })

  test('while another process, or this one, runs on the same data', async () => {
    const driver = await launch(installed.root, { dataDir })
    const sentence = `second_instance: The data in ${dataDir} is already in use by process ${driver.launcherPid}. Stop that one first, or choose another data directory.`
    expect(await refusal({ dataDir })).toBe(sentence)
    expect(await query(driver.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await driver.end()
    const own = await start({ dataDir })
    expect(await refusal({ dataDir })).toContain(`by process ${process.pid}. Stop that one first`)
    await own.stop()
  })

  test('but not by the lock of a dead process whose number another one has now', async () => {
    await writeFile(
      join(dataDir, 'launcher.lock'),
      JSON.stringify({ pid: process.pid, startedAt: 'an earlier boot/1' }),
    )
    expect((await start({ dataDir })).isFresh).toBe(false)
  })

  test('and of twelve that start at once one wins', async () => {
    const starts = Array.from({ length: 12 }, () => refusal({ dataDir }))
    const outcomes = (await Promise.all(starts)).map((text) => text.split(':')[0])
    expect(outcomes.filter((outcome) => outcome === 'started')).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'second_instance')).toHaveLength(11)
  })

  test('when the requested port is taken', async () => {
    const holder = createServer().listen(0, '127.0.0.1')
    await once(holder, 'listening')
    onTestFinished(() => void holder.close())
    const { port } = holder.address() as { port: number }
    expect(await refusal({ dataDir, port })).toBe(
      `port_taken: Port ${port} on 127.0.0.1 is already taken. Stop what listens there, or choose another port for the database.`,
    )
  })

  test('when the data is of another PostgreSQL version, or no database', async () => {
    const damaged = await scratch()
    await (await start({ dataDir: damaged })).stop()
    const clusterDir = join(damaged, 'postgres', 'data')
    await writeFile(join(clusterDir, 'PG_VERSION'), '15\n')
    expect(await refusal({ dataDir: damaged })).toMatch(
      /^other_version: .* written by PostgreSQL 15, and this Aviary brings PostgreSQL 18\. Dump it with PostgreSQL 15 /,
    )
    await rm(join(clusterDir, 'PG_VERSION'))
    expect(await refusal({ dataDir: damaged })).toMatch(/^damaged: .* PG_VERSION is missing\. Restore it from a backup/)
    await writeFile(join(clusterDir, 'PG_VERSION'), '18\n')
    await rm(join(damaged, 'postgres', 'password'))
    expect(await refusal({ dataDir: damaged })).toMatch(/^damaged: .* the file password is missing\. Restore it/)
  })

  test('when PostgreSQL refuses its settings', async () => {
    expect(await refusal({ dataDir, settings: { ...quick, work_mem: 'banana' } })).toMatch(
      /^start_failed: PostgreSQL did not start: invalid value for parameter "work_mem": "banana"\. Its log .*postgres\.log says more/,
    )
    expect((await start({ dataDir })).isFresh).toBe(false)
  })

  test('when the platform has no package, or the package is not installed', async () => {
    await expect(findPlatformPackage('sunos', 'sparc')).rejects.toThrow(
      /no embedded PostgreSQL for sunos on sparc\. Run Aviary/,
    )
    const { root: where } = await makeInstallation(join(await scratch(), 'bare'), 'without binaries')
    const driver = await launch(where, { dataDir: await scratch() })
    expect(driver).toMatchObject({ code: 'binaries_unusable' })
    expect(driver.message).toMatch(/is not installed\. Run npm install --include=optional, or set DATABASE_URL/)
  })

  test('when the data directory is not writable', async () => {
    const closed = await scratch(0o555)
    const driver = await launch(installed.root, { dataDir: closed }, nobody)
    expect(driver.code).toBe('not_writable')
    expect(driver.message).toMatch(
      / can't be used: permission denied at .*\. Make it a directory that the user who starts Aviary may read and write/,
    )
    const underFile = join(closed, '..', 'file')
    writeFileSync(underFile, '')
    expect(await refusal({ dataDir: join(underFile, 'data') })).toMatch(
      /^not_writable: .* not a directory at .*\. Make it /,
    )
  })

  testWhere(isRoot && canMount(), 'mounting a small disk is not allowed here')(
    'when the disk is full, at the first start and at a later one, and nothing is lost',
    async () => {
      const disk = await scratch()
      mountSmallDisk(disk, 24)
      onTestFinished(() => unmount(disk))
      const full = /^disk_full: No space is left on the disk that holds .*\. Free some space and start again; /
      expect(await refusal({ dataDir: disk })).toMatch(full)
      execFileSync('mount', ['-o', 'remount,size=120m', disk])
      const first = await start({ dataDir: disk })
      await insertRows(first.url)
      await first.stop()
      execFileSync('sh', ['-c', `cat /dev/zero > "$1" 2>/dev/null || true`, 'sh', join(disk, 'filler')])
      expect(await refusal({ dataDir: disk })).toMatch(full)
      rmSync(join(disk, 'filler'))
      expect(await countRows((await start({ dataDir: disk })).url)).toBe(1000)
    },
  )
})

describe('a plain user', () => {
  testAsPlainUser('keeps everything in the data directory, and finds it again', async () => {
    const home = await scratch(0o777)
    const dataDir = join(home, 'data')
    const first = await launch(installed.root, { dataDir }, nobody)
    expect(first.message).toBeUndefined()
    await insertRows(first.url)
    expect(await first.end()).toBe(0)
    const second = await launch(installed.root, { dataDir }, nobody)
    expect([second.isFresh, await countRows(second.url)]).toEqual([false, 1000])
    expect(readdirSync(dataDir).sort()).toEqual(['launcher.lock', 'postgres', 'postgres.json'])
  })

  testAsRoot('and root take turns on the same data', async () => {
    const dataDir = join(await scratch(0o777), 'data')
    const plain = await launch(installed.root, { dataDir }, nobody)
    await insertRows(plain.url)
    await plain.end()
    const asRoot = await launch(installed.root, { dataDir })
    expect(await countRows(asRoot.url)).toBe(1000)
    await asRoot.kill('SIGKILL')
    const again = await launch(installed.root, { dataDir }, nobody)
    expect(again.message).toBeUndefined()
    expect(await countRows(again.url)).toBe(1000)
  })

  testAsRoot('gets a copy of binaries whose library links it may not make', async () => {
    const link = join(installed.native, 'lib', 'libicuuc.so.60')
    const file = readlinkSync(link)
    rmSync(link)
    onTestFinished(() => symlinkSync(file, link))
    const dataDir = await scratch(0o777)
    const driver = await launch(installed.root, { dataDir }, nobody)
    expect(driver.message).toBeUndefined()
    expect(readdirSync(join(dataDir, 'binaries'))).toEqual([(await findPlatformPackage()).version])
  })

  testAsRoot("is told why it can't have the database of another user", async () => {
    const dataDir = await scratch(0o777)
    await (await launch(installed.root, { dataDir })).end()
    expect(await launch(installed.root, { dataDir }, nobody)).toMatchObject({ code: 'not_writable' })
  })
})

describe('root', () => {
  testAsRoot(
    'whose clone and data nobody else can enter keeps the cluster and the binaries in the shared directory',
    async () => {
      const closed = await scratch(0o700)
      const sharedDir = join(await scratch(), 'lib', 'aviary')
      const { root: where } = await makeInstallation(join(closed, 'clone'))
      const dataDir = join(where, '.data')
      execFileSync('chmod', ['-R', 'go-rwx', where])
      const first = await launch(where, { dataDir, sharedDir })
      expect(first.message).toBeUndefined()
      await insertRows(first.url)
      await first.kill('SIGKILL')
      const second = await launch(where, { dataDir, sharedDir })
      expect([second.isFresh, await countRows(second.url), second.found]).toEqual([false, 1000, second.url])
      await second.end()
      const { version } = await findPlatformPackage()
      expect(readdirSync(sharedDir)).toEqual([version, 'clusters'])
      const [cluster = ''] = readdirSync(join(sharedDir, 'clusters'))
      expect(statSync(join(sharedDir, 'clusters', cluster, 'data')).mode & 0o777).toBe(0o700)
      expect(statSync(closed).mode & 0o777).toBe(0o700)
      rmSync(dataDir, { recursive: true })
      const anew = await launch(where, { dataDir, sharedDir })
      expect(anew.isFresh, 'deleting the data directory means a new database').toBe(true)
      await anew.end()
      rmSync(sharedDir, { recursive: true })
      const lost = await launch(where, { dataDir, sharedDir })
      expect(`${lost.code}: ${lost.message}`).toMatch(
        /^damaged: .* which is gone\. Bring that directory back, or delete /,
      )
    },
  )

  testAsRoot('with a data directory of mode 0700 opens it to nobody', async () => {
    const dataDir = await scratch(0o700)
    const sharedDir = join(await scratch(), 'aviary')
    const postgres = await start({ dataDir, sharedDir })
    expect(await query(postgres.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    expect(statSync(dataDir)).toMatchObject({ uid: 0, mode: 0o40700 })
    // Where this clone itself lets nobody in, a copy of the binaries stands there too.
    const { version } = await findPlatformPackage()
    expect(readdirSync(sharedDir).filter((name) => name !== version)).toEqual(['clusters'])
    await postgres.stop()
    expect(readdirSync(dataDir)).toEqual(['postgres.json'])
  })

  testAsRoot('is told how to let PostgreSQL reach data that was moved to where it may not go', async () => {
    const parent = await scratch()
    const dataDir = join(parent, 'data')
    await (await start({ dataDir })).stop()
    await chmod(parent, 0o700)
    expect(await refusal({ dataDir })).toMatch(
      /^not_enterable: .* can't enter .*\. Give that user the execute permission/,
    )
  })

  testAsRoot('gets a system user for PostgreSQL if there is none, and is told what to do if that fails', async () => {
    const name = `aviary-test-${process.pid}`
    onTestFinished(() => void execFileSync('userdel', [name], { stdio: 'pipe' }))
    const { uid, gid } = await ensureUser(name)
    expect(uid).toBeGreaterThan(0)
    expect(await ensureUser(name)).toEqual({ uid, gid })
    await expect(ensureUser('not a name')).rejects.toThrow(
      /could not be created \(useradd: .*\)\. Create it with "useradd --system/,
    )
  })
})
