/** What people must decide before a launch: the sections of docs/launch-checklist.md, by title. */
export const SIGN_OFFS = ['Force-enable', 'Scheduling', 'Telemetry', 'Internal users', "Support's switch"] as const

const PARTS = ['Question', 'Built now', 'Another answer', 'Given by', 'State']
const PART = /^- \*\*([^*]+):\*\* (.+)$/
const SIGNED = /^signed by (.+), (\d{4}-\d\d-\d\d): "(.*[^\s"].*)"$/

/** What a page of sign-offs says. */
export interface SignOffs {
  /** Those that nobody has given, each with the role that gives it. */
  readonly open: readonly string[]
  /** What can't be read as a sign-off, a sentence each. */
  readonly faults: readonly string[]
}

function partsOf(section: readonly string[]): readonly (readonly [name: string, text: string])[] {
  return section
    .filter((line) => line.startsWith('- '))
    .map((line) => {
      const [, name = '', text = ''] = PART.exec(line) ?? []
      return [name, text] as const
    })
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** What is wrong with a state that is not `open`; null: it is signed as it must be. */
function faultOf(state: string, role: string, today: string): string | null {
  const [, by, day = ''] = SIGNED.exec(state) ?? []
  if (by === undefined) return 'its state is neither "open" nor "signed by <role>, <date>: "<words>""'
  if (by !== role) return `it is given by the ${role}, and signed by the ${by}`
  if (!isDay(day)) return `${day} is no date`
  return day > today ? `${day} is to come` : null
}

function judge(section: readonly string[], today: string): { role: string; isOpen: boolean; fault: string | null } {
  const parts = partsOf(section)
  const [role = '', state = ''] = parts.slice(-2).map(([, text]) => text)
  const isOpen = state === 'open'
  if (parts.map(([name]) => name).join() !== PARTS.join())
    return { role, isOpen, fault: `its parts must be ${PARTS.join(', ')}, each on a line of its own` }
  return { role, isOpen, fault: isOpen ? null : faultOf(state, role, today) }
}

/**
 * Reads the sign-offs of a page: the third-level sections below "## Sign-offs".
 * @param today as `2026-11-29`, UTC: nothing is signed later than that
 */
export function readSignOffs(page: string, today: string): SignOffs {
  const [, below = ''] = page.split(/^## Sign-offs$/m)
  const [within = ''] = below.split(/^## /m)
  const sections = within
    .split(/^### /m)
    .slice(1)
    .map((section) => section.split(/\r?\n/))
  const titles = sections.map(([title = '']) => title)
  const wrongTitles = [
    ...SIGN_OFFS.filter((title) => !titles.includes(title)).map((title) => `${title}: there is no such section`),
    ...titles.filter((title, nth) => titles.indexOf(title) !== nth).map((title) => `${title}: it is there twice`),
    ...titles
      .filter((title) => !(SIGN_OFFS as readonly string[]).includes(title))
      .map((title) => `${title}: no such sign-off is known`),
  ]
  const judged = sections.map(([title = '', ...section]) => ({ title, ...judge(section, today) }))
  return {
    open: judged.filter(({ isOpen }) => isOpen).map(({ title, role }) => `${title}, by the ${role}`),
    faults: [...wrongTitles, ...judged.flatMap(({ title, fault }) => (fault === null ? [] : [`${title}: ${fault}`]))],
  }
}
