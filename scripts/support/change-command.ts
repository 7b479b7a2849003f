import type { ChangeContext } from '@/lib/changes/change-context'
import { ChangeError } from '@/lib/changes/errors'
import { CONSOLE_POOL, createPool } from '@/lib/db/pool'
import { runCommand } from './command'
import { commandDatabaseUrl } from './database-url'
import { operator } from './operator'

/** Where an option is called otherwise than the verb's field that it fills: field, option. */
type Options = Readonly<Record<string, string>>

function readable(error: unknown, usage: string, options: Options): unknown {
  if (!(error instanceof ChangeError)) return error
  const faults = error.faults.map(
    ({ path, message }) => `--${path.replace(/^\w+/, (name) => options[name] ?? name)}: ${message}`,
  )
  return new Error([error.message, ...faults, `Use: ${usage}`].join('\n'))
}

/** @throws a sentence where the command line has what the command does not know, or lacks what it needs */
function readOrRefuse<Input>(usage: string, read: () => Input | null): Input {
  try {
    const input = read()
    if (input !== null) return input
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\nUse: ${usage}`)
  }
  throw new Error(`Use: ${usage}`)
}

/**
 * Runs a command that makes one change and prints what only its caller may see.
 * @param read the verb's input, from the command line, @param change makes the change and says what to print
 * @param options names those options that are called otherwise than the verb's fields
 */
export function runChange<Input>(
  usage: string,
  read: () => Input | null,
  change: (context: ChangeContext, input: Input) => Promise<string>,
  options: Options = {},
): void {
  runCommand(async () => {
    const input = readOrRefuse(usage, read)
    const pool = createPool(await commandDatabaseUrl(), CONSOLE_POOL, () => {})
    try {
      console.log(await change({ pool, principal: operator(), requestId: 'command' }, input))
    } catch (error) {
      throw readable(error, usage, options)
    } finally {
      await pool.end()
    }
  })
}
