import type { ChangeContext } from '@/lib/changes/change-context'
import { ChangeError } from '@/lib/changes/errors'
import { CONSOLE_POOL, createPool } from '@/lib/db/pool'
import { runCommand } from './command'
import { commandDatabaseUrl } from './database-url'
import { operator } from './operator'

function readable(error: unknown, usage: string): unknown {
  if (!(error instanceof ChangeError)) return error
  const faults = error.faults.map(({ path, message }) => `--${path}: ${message}`)
  return new Error([error.message, ...faults, `Use: ${usage}`].join('\n'))
}

/**
 * Runs a command that makes one change and prints what only its caller may see.
 * @param read the verb's input, from the command line, @param change makes the change and says what to print
 */
export function runChange<Input>(
  usage: string,
  read: () => Input | null,
  change: (context: ChangeContext, input: Input) => Promise<string>,
): void {
  runCommand(async () => {
    const input = read()
    if (input === null) throw new Error(`Use: ${usage}`)
    const pool = createPool(await commandDatabaseUrl(), CONSOLE_POOL, () => {})
    try {
      console.log(await change({ pool, principal: operator(), requestId: 'command' }, input))
    } catch (error) {
      throw readable(error, usage)
    } finally {
      await pool.end()
    }
  })
}
