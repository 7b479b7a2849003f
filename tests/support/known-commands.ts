import type { Fence } from './markdown'

// What a block may call to be run: nothing of it changes the machine, or the project's folder.
const COMMANDS = new Set(['curl', 'node', 'npm run', 'printf', 'sha256sum', 'export', 'echo'])
const SCRIPTS = new Set(['api-key', 'audit:verify', 'console-user', 'db:migrate', 'db:role', 'db:status', 'report'])

const ASSIGNMENT = /^(?:[A-Za-z_]\w*=\S*\s*)+/

function callIn(part: string): string | null {
  const [word = '', verb = '', ...rest] = part.trim().replace(ASSIGNMENT, '').split(/\s+/)
  if (word === '' || word.startsWith('#')) return null
  if (word !== 'npm') return COMMANDS.has(word) ? null : word
  const script = rest.find((given) => !given.startsWith('--')) ?? ''
  return COMMANDS.has(`npm ${verb}`) && SCRIPTS.has(script) ? null : `npm ${verb} ${script}`.trim()
}

/** The commands of a block of shell that are not known to leave the machine as it is. Such a block is not run. */
export function unknownCommands({ text }: Fence): string[] {
  const joined = text.replaceAll('\\\n', ' ').replace(/'[^']*'/g, '')
  return joined.split(/\|\|?|&&|;|\$\(|\n/).flatMap((part) => callIn(part) ?? [])
}
