import { parseArgs } from 'node:util'
import { createApiKey, type NewApiKey } from '@/lib/changes/create-api-key'
import { runChange } from './support/change-command'

const USAGE =
  'npm run --silent api-key -- --name N --scopes decide,admin [--rate N] [--origins https://a,https://b] [--expires 2027-01-01T00:00:00Z]'

function read(): NewApiKey | null {
  const text = { type: 'string' } as const
  const { values } = parseArgs({ options: { name: text, scopes: text, rate: text, origins: text, expires: text } })
  if (values.name === undefined || values.scopes === undefined) return null
  return {
    name: values.name,
    scopes: values.scopes.split(',') as NewApiKey['scopes'],
    rateLimitPerS: values.rate === undefined ? null : Number(values.rate),
    allowedOrigins: values.origins?.split(',') ?? [],
    expiresAt: values.expires ?? null,
  }
}

runChange(USAGE, read, async (context, input) => (await createApiKey(context, input)).value.key, {
  rateLimitPerS: 'rate',
  allowedOrigins: 'origins',
  expiresAt: 'expires',
})
