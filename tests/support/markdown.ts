import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

/** A fenced block of a page. */
export interface Fence {
  readonly file: string
  readonly line: number
  readonly language: string
  readonly text: string
  /** What the comment right before it says, as in `<!-- not run: why -->`. */
  readonly remark: string | null
  /** The block right after it, with blank lines between at most: what it prints. */
  readonly shown: Fence | null
}

export interface Page {
  readonly file: string
  /** The text outside of fenced blocks, its lines where they are in the file. */
  readonly prose: string
  readonly fences: readonly Fence[]
}

const SKIPPED = new Set(['node_modules', '.git', '.next', '.data', 'dist', 'screenshots', 'test-results'])

/** Every Markdown file below a folder, the packages' and what is built left out. */
export async function markdownFiles(folder = '.'): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const found = entries
    .filter(({ name }) => !SKIPPED.has(name))
    .map(async (entry) => {
      const file = path.join(folder, entry.name)
      if (entry.isDirectory()) return markdownFiles(file)
      return entry.name.endsWith('.md') ? [file] : []
    })
  return (await Promise.all(found)).flat().sort()
}

const BLANK = /^\s*$/
const OPENING = /^```(\w*)\s*$/

interface Found extends Omit<Fence, 'shown'> {
  readonly end: number
}

function remarkBefore(lines: readonly string[], start: number): string | null {
  return /^<!-- (.*) -->$/.exec(lines[start - 1] ?? '')?.[1] ?? null
}

function findFences(file: string, lines: readonly string[]): Found[] {
  const found: Found[] = []
  for (let start = 0; start < lines.length; start++) {
    const language = OPENING.exec(lines[start] ?? '')?.[1]
    if (language === undefined) continue
    const end = lines.indexOf('```', start + 1)
    if (end === -1) throw new Error(`${file}:${start + 1}: a fence that does not end`)
    const text = lines.slice(start + 1, end).join('\n')
    found.push({ file, line: start + 1, language, text, remark: remarkBefore(lines, start), end })
    start = end
  }
  return found
}

/** Reads a page's text. @throws where a fence does not end */
export function parsePage(file: string, source: string): Page {
  const lines = source.split('\n')
  const found = findFences(file, lines)
  const shownAfter = ({ end }: Found, next: Found | undefined): Fence | null =>
    next !== undefined && lines.slice(end + 1, next.line - 1).every((line) => BLANK.test(line))
      ? { ...next, shown: null }
      : null
  const isFenced = (line: number) => found.some((fence) => line >= fence.line - 1 && line <= fence.end)
  return {
    file,
    prose: lines.map((line, at) => (isFenced(at) ? '' : line)).join('\n'),
    fences: found.map((fence, at) => ({ ...fence, shown: shownAfter(fence, found[at + 1]) })),
  }
}

export async function readPage(file: string): Promise<Page> {
  return parsePage(file, await readFile(file, 'utf8'))
}

const lineAt = (text: string, index: number) => text.slice(0, index).split('\n').length

export interface Named {
  readonly line: number
  readonly text: string
}

function named(prose: string, pattern: RegExp): Named[] {
  return [...prose.matchAll(pattern)].map(({ index, 1: text = '' }) => ({ line: lineAt(prose, index), text }))
}

const withoutCode = (prose: string) => prose.replace(/`[^`\n]*`/g, (code) => ' '.repeat(code.length))

/** The targets of a page's links and images. */
export function linksOf({ prose }: Page): Named[] {
  return named(withoutCode(prose), /\]\(([^()\s]+)\)/g)
}

/** What stands between backticks in a page's text. */
export function codeOf({ prose }: Page): Named[] {
  return named(prose, /`([^`\n]+)`/g)
}

/** The anchors that a page's headings have, by the rule of the code host: twice the same is numbered. */
export function anchorsOf({ prose }: Page): Set<string> {
  const anchors = new Set<string>()
  for (const [, heading = ''] of prose.matchAll(/^#{1,6} +(.+)$/gm)) {
    const plain = heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .trim()
      .toLowerCase()
    const base = plain.replace(/[^\p{L}\p{N}\p{M} _-]/gu, '').replaceAll(' ', '-')
    let anchor = base
    for (let nth = 1; anchors.has(anchor); nth++) anchor = `${base}-${nth}`
    anchors.add(anchor)
  }
  return anchors
}
