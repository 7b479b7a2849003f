import type { Fence } from './markdown'

/** How blocks of a language are run. */
export type Runner = 'shell' | 'sql' | 'typescript' | 'python'

const RUNNERS: Readonly<Record<string, Runner>> = {
  sh: 'shell',
  bash: 'shell',
  shell: 'shell',
  console: 'shell',
  sql: 'sql',
  ts: 'typescript',
  typescript: 'typescript',
  python: 'python',
}
/** Programs in these can't be run here. What is in no list is data, or output. */
const FOREIGN = new Set(['js', 'javascript', 'java', 'go', 'elixir', 'ruby', 'php', 'html', 'tsx', 'jsx', 'rust'])

const REFUSAL = /^not run: (.{10,})$/

/** Why a block is not to be run; null where it says nothing, or no reason. */
export const refusalToRun = ({ remark }: Fence): string | null => REFUSAL.exec(remark ?? '')?.[1] ?? null

export const isProgram = ({ language }: Fence): boolean => language in RUNNERS || FOREIGN.has(language)

/** How a block is run; `none` where there is nothing to run, null where nothing here can run it. */
export function runnerOf(fence: Fence): Runner | 'none' | null {
  if (!isProgram(fence)) return 'none'
  return RUNNERS[fence.language] ?? null
}

/** The status of the refusal that is shown after a block, such as 404; null where none is. */
export function shownStatus({ shown }: Fence): number | null {
  if (shown?.language !== 'json') return null
  const { status } = JSON.parse(shown.text)
  return typeof status === 'number' ? status : null
}

/** Whether a value is the one shown. `…` stands for anything, `["…"]` for any list, the name `…` for further ones. */
export function isAsShown(shown: unknown, real: unknown): boolean {
  if (shown === '…') return true
  if (Array.isArray(shown)) {
    if (!Array.isArray(real)) return false
    if (shown.length === 1 && shown[0] === '…') return true
    return shown.length === real.length && shown.every((part, nth) => isAsShown(part, real[nth]))
  }
  if (shown === null || typeof shown !== 'object') return shown === real
  if (real === null || typeof real !== 'object' || Array.isArray(real)) return false
  const [wanted, got] = [Object.entries(shown), real as Record<string, unknown>]
  const isOpen = '…' in shown
  return (
    (isOpen || wanted.length === Object.keys(got).length) &&
    wanted.every(([name, value]) => name === '…' || (name in got && isAsShown(value, got[name])))
  )
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

function isTextAsShown(shown: string, real: string): boolean {
  return new RegExp(`^${shown.trim().split('…').map(escaped).join('[^]*?')}$`).test(real.trim())
}

/** Comments at a block's end say what it prints. */
function trailingComment({ text }: Fence): string | null {
  const lines = text.split('\n')
  const own = lines.slice(lines.findLastIndex((line) => !line.startsWith('#')) + 1)
  return own.length === 0 ? null : own.map((line) => line.replace(/^# ?/, '')).join('\n')
}

/** What is wrong with what a block printed; null: nothing. */
export function differenceFromShown(fence: Fence, printed: string): string | null {
  const { shown } = fence
  const said = (what: string) => `${what}\n--- shown\n${shown?.text}\n--- printed\n${printed}`
  if (shown?.language === 'json') {
    if (isAsShown(JSON.parse(shown.text), JSON.parse(printed))) return null
    return said('it prints other JSON than is shown')
  }
  if (shown !== null && ['', 'text'].includes(shown.language))
    return isTextAsShown(shown.text, printed) ? null : said('it prints another text than is shown')
  const comment = trailingComment(fence)
  return comment === null || printed.includes(comment) ? null : said(`it does not print: ${comment}`)
}
