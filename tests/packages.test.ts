import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'

/** Named by the client: each is a direct dependency, and does something. */
const NAMED = [
  ['next', /from 'next\//],
  ['react', /from 'react'/],
  ['@prisma/client', /@prisma\/client/],
  ['prisma', /from 'prisma\/config'/],
  ['next-auth', /from 'next-auth/],
  ['@tanstack/react-query', /from '@tanstack\/react-query'/],
  ['tailwindcss', /@import "tailwindcss"|@import 'tailwindcss/],
  ['@radix-ui/react-dialog', /from '@radix-ui\/react-dialog'/],
  ['playwright', /from 'playwright'/],
  ['@axe-core/playwright', /from '@axe-core\/playwright'/],
] as const

/** Below these, known holes (reliability.md). */
const MINIMUM: Readonly<Record<string, string>> = {
  next: '16.4.6',
  'next-auth': '4.24.15',
  zod: '4.6.7',
  sharp: '0.35.5',
}

const sources = () =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
    .split('\n')
    .filter((file) => /\.(tsx?|mjs|js|css)$/.test(file) && !file.startsWith('tests/'))

async function allSources(): Promise<string> {
  // A file that git still lists may be gone from the working tree.
  const texts = await Promise.all(sources().map((file) => readFile(file, 'utf8').catch(() => '')))
  return texts.join('\n')
}

function isAtLeast(version: string, least: string): boolean {
  const [have, need] = [version, least].map((text) => text.split(/[.-]/).slice(0, 3).map(Number)) as [
    number[],
    number[],
  ]
  for (const [place, part] of have.entries()) if (part !== need[place]) return part > (need[place] ?? 0)
  return !version.includes('-')
}

describe('the packages', () => {
  it('that the client named are direct dependencies', async () => {
    const { dependencies, devDependencies } = JSON.parse(await readFile('package.json', 'utf8'))
    expect(Object.keys({ ...dependencies, ...devDependencies })).toEqual(
      expect.arrayContaining(NAMED.map(([name]) => name)),
    )
  })

  it.each(NAMED)('%s is really used', async (_name, use) => {
    expect(use.test(await allSources())).toBe(true)
  })

  it('are nowhere in the lock file below the versions without known holes', async () => {
    const { packages } = JSON.parse(await readFile('package-lock.json', 'utf8'))
    const locked = Object.entries<{ version: string }>(packages).map(
      ([place, { version }]) => [place.split('node_modules/').pop() ?? '', version] as const,
    )
    const checked = locked.filter(([name]) => name in MINIMUM)
    expect(new Set(checked.map(([name]) => name))).toEqual(new Set(Object.keys(MINIMUM)))
    expect(checked.filter(([name, version]) => !isAtLeast(version, MINIMUM[name] ?? ''))).toEqual([])
  })

  it('are pinned exactly', async () => {
    const { dependencies, devDependencies } = JSON.parse(await readFile('package.json', 'utf8'))
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+[-\w.]*$/.test(String(version)),
    )
    expect(loose).toEqual([])
  })
})
