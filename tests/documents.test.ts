import { existsSync, readdirSync, statSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { openapiDocument } from '@/lib/contracts/openapi'
import { refusalToRun, runnerOf } from './support/document-blocks'
import { unknownCommands } from './support/known-commands'
import { anchorsOf, codeOf, linksOf, markdownFiles, type Page, parsePage, readPage } from './support/markdown'

let pages: readonly Page[] = []
beforeAll(async () => {
  pages = await Promise.all((await markdownFiles()).map(readPage))
})

const at = ({ file }: Page, { line, text }: { line: number; text: string }) => `${file}:${line}: ${text}`

/** The routes that a folder of the app has pages for: `/features/[name]`. */
async function routesOf(group: string): Promise<string[]> {
  const folder = path.join('app', group)
  const entries = await readdir(folder, { recursive: true })
  const found = entries.filter((entry) => path.basename(entry) === 'page.tsx')
  return found.map((entry) => path.join('/', path.dirname(entry))).sort()
}

const patternOf = (route: string) =>
  new RegExp(`^${route.replace(/[.]/g, '\\.').replace(/\[\w+\]|\{\w+\}/g, '[^/]+')}$`)

/** The paths that pages name between backticks, a method before them and a query after them left out. */
function pathsOf(page: Page): { line: number; text: string }[] {
  return codeOf(page).flatMap(({ line, text }) => {
    const named = /^(?:(?:GET|POST|PUT|PATCH|DELETE) )?(\/[^\s?]*)/.exec(text)?.[1]
    return named === undefined ? [] : [{ line, text: named }]
  })
}

// Folders of a machine, not addresses of ours.
const OF_MACHINES = /^\/(var|usr|etc|run|tmp|root|home|srv|opt|dev|proc)(\/|$)/
const isOfApi = (text: string) => /^\/(api|ofrep)\//.test(text)

describe('links', () => {
  const isOurs = (target: string) => !/^[a-z][a-z0-9+.-]*:/i.test(target)

  async function fault(page: Page, target: string): Promise<string | null> {
    const [file = '', anchor] = target.split('#')
    const to = file === '' ? page.file : path.join(path.dirname(page.file), decodeURIComponent(file))
    if (!existsSync(to)) return 'there is no such file'
    if (anchor === undefined || !statSync(to).isFile()) return null
    return anchorsOf(file === '' ? page : await readPage(to)).has(anchor) ? null : 'there is no such heading'
  }

  test('lead to a file and a heading that are there, of pictures too', async () => {
    const dead: string[] = []
    for (const page of pages)
      for (const link of linksOf(page).filter(({ text }) => isOurs(text))) {
        const said = await fault(page, link.text)
        if (said !== null) dead.push(`${at(page, link)}: ${said}`)
      }
    expect(dead).toEqual([])
  })

  test('lead from the index to every page of docs/', async () => {
    const index = linksOf(await readPage('docs/README.md')).map(({ text }) => path.join('docs', text))
    const own = pages.filter(({ file }) => path.dirname(file) === 'docs' && file !== 'docs/README.md')
    expect(own.map(({ file }) => file).filter((file) => !index.includes(file))).toEqual([])
  })

  test('that are dead are found', async () => {
    const page = parsePage('docs/README.md', '# A page\n\n[a](gone.md), [b](#a-page), [c](#gone), [d](../README.md)\n')
    const said = await Promise.all(linksOf(page).map(({ text }) => fault(page, text)))
    expect(said).toEqual(['there is no such file', null, 'there is no such heading', null])
  })
})

describe('addresses', () => {
  const named = () => pages.flatMap((page) => pathsOf(page).map((found) => ({ page, found })))
  const unknown = (isAsked: (text: string) => boolean, patterns: readonly RegExp[]) =>
    named()
      .filter(({ found: { text } }) => isAsked(text) && !patterns.some((pattern) => pattern.test(text)))
      .map(({ page, found }) => at(page, found))

  test('of every page of the console are named in a document', async () => {
    const texts = named().map(({ found }) => found.text)
    const isNamed = (route: string) => texts.includes(route) || texts.some((text) => patternOf(route).test(text))
    expect((await routesOf('(console)')).filter((route) => !isNamed(route))).toEqual([])
  })

  test('of the console that a document names have a page', async () => {
    const routes = [...(await routesOf('(console)')), ...(await routesOf('(auth)'))]
    expect(unknown((text) => !isOfApi(text) && !OF_MACHINES.test(text), routes.map(patternOf))).toEqual([])
  })

  test('of the interface that a document names are served', () => {
    const served = Object.keys(openapiDocument().paths ?? {})
    const patterns = [...served.map(patternOf), /^\/api\/(console|auth)(\/|$)/, /^\/api\/v1$/]
    expect(unknown(isOfApi, patterns)).toEqual([])
  })
})

describe('names', () => {
  const named = () => pages.flatMap((page) => codeOf(page).map((found) => ({ page, found })))
  const FOLDERS = /^(app|bench|chaos|components|docs|e2e|lib|ops|prisma|public|scripts|tests)\/[^\s…]*$/

  function isThere(file: string): boolean {
    const parts = file.replace(/\/$/, '').split('/')
    const star = parts.findIndex((part) => part.includes('*'))
    if (star === -1) return existsSync(parts.join('/'))
    const folder = parts.slice(0, star).join('/')
    const pattern = new RegExp(`^${parts[star]?.replaceAll('.', '\\.').replaceAll('*', '.*')}$`)
    return existsSync(folder) && readdirSync(folder).some((name) => pattern.test(name))
  }

  test('of files are those of files that are there', () => {
    const gone = named().filter(({ found: { text } }) => FOLDERS.test(text) && !isThere(text))
    expect(gone.map(({ page, found }) => at(page, found))).toEqual([])
  })

  test('of commands are those of commands that are there', async () => {
    const { scripts } = JSON.parse(await readFile('package.json', 'utf8'))
    const texts = pages.flatMap(({ file, prose, fences }) =>
      [prose, ...fences.map(({ text }) => text)].map((text) => ({ file, text })),
    )
    const commands = texts.flatMap(({ file, text }) =>
      [...text.matchAll(/npm run (?:--silent )?([a-z][\w:-]*)/g)].map(([, name = '']) => ({ file, name })),
    )
    expect(commands.filter(({ name }) => !(name in scripts))).toEqual([])
  })
})

test('every command and every program in a document is run, or says why it is not', () => {
  const silent = pages.flatMap(({ fences }) =>
    fences.flatMap((fence) => {
      if (refusalToRun(fence) !== null) return []
      const place = `${fence.file}:${fence.line}`
      if (runnerOf(fence) === null) return [`${place}: a block of ${fence.language} with no runner and no reason`]
      const unknown = runnerOf(fence) === 'shell' ? unknownCommands(fence) : []
      return unknown.map((command) => `${place}: ${command} is not run here; say why, or add it to known-commands.ts`)
    }),
  )
  expect(silent).toEqual([])
})
