import { parseArgs } from 'node:util'
import { createConsoleUser, type NewConsoleUser } from '@/lib/changes/create-console-user'
import { runChange } from './support/change-command'

const USAGE = 'npm run --silent console-user -- --email ada@example.edu --role system_admin|support [--name "Ada Berg"]'

function read(): NewConsoleUser | null {
  const text = { type: 'string' } as const
  const { email, role, name } = parseArgs({ options: { email: text, role: text, name: text } }).values
  if (email === undefined || role === undefined) return null
  return { email, role: role as NewConsoleUser['role'], name }
}

runChange(USAGE, read, async (context, input) => (await createConsoleUser(context, input)).value.password)
