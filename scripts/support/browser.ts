import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright'
import { packageCommand } from './run'

const DEBIAN = '/usr/bin/chromium'

function found(): string | null {
  const places = [process.env.CHROMIUM_PATH, DEBIAN, chromium.executablePath()]
  return places.find((place) => place !== undefined && place !== '' && existsSync(place)) ?? null
}

function install(): void {
  const run = (command: string, args: string[]) =>
    spawnSync(command, args, { stdio: 'ignore', timeout: 600_000 }).status === 0
  const isRoot = process.getuid?.() === 0
  const browser = [packageCommand('playwright', 'cli.js'), 'install', ...(isRoot ? ['--with-deps'] : []), 'chromium']
  const elevated = (args: string[]) => (isRoot ? run('apt-get', args) : run('sudo', ['-n', 'apt-get', ...args]))
  if (run(process.execPath, browser) && found() !== null) return
  elevated(['update'])
  elevated(['install', '-y', 'chromium'])
}

/** A Chromium for the browser tests: one that is there, else Playwright's, else Debian's. @throws a sentence where none can be had */
export function findBrowser(): string {
  if (found() === null) {
    console.log('No Chromium here: installing one …')
    install()
  }
  const browser = found()
  if (browser !== null) return browser
  throw new Error(
    'The browser tests need Chromium, and it can not be installed from here: install it, or set CHROMIUM_PATH.',
  )
}
