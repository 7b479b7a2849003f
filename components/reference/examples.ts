import type { ReferenceOperation } from '@/lib/contracts/reference'

export const jsonText = (value: unknown) => JSON.stringify(value, null, 2)

// In a shell nothing is special between single quotes but the single quote.
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`
const textOf = (value: unknown) => (typeof value === 'string' ? value : jsonText(value))

/** The command that asks for it; the key and the origin stand in the shell's environment. */
export function curlOf({ method, path, body, needs }: ReferenceOperation): string {
  const target = path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => name.toUpperCase())
  return [
    `curl -s ${method === 'GET' ? '' : `-X ${method} `}"$AVIARY_URL${target}"`,
    ...(needs === 'Open to everybody.' ? [] : ['-H "Authorization: Bearer $AVIARY_KEY"']),
    ...(body === null ? [] : [`-H ${quoted(`Content-Type: ${body.mediaType}`)}`, `-d ${quoted(textOf(body.example))}`]),
  ].join(' \\\n  ')
}

export const SERVER_SDK = `// npm install @openfeature/server-sdk @openfeature/ofrep-provider
import { OpenFeature } from '@openfeature/server-sdk'
import { OFREPProvider } from '@openfeature/ofrep-provider'

await OpenFeature.setProviderAndWait(
  new OFREPProvider({
    baseUrl: process.env.AVIARY_URL,
    headers: [['Authorization', \`Bearer \${process.env.AVIARY_KEY}\`]],
    // The provider waits for ever: nobody should wait for longer than this.
    fetchImplementation: (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(500) }),
  }),
)
const client = OpenFeature.getClient()

// Who asks, and where: the same actor always gets the same answer.
const isOn = await client.getBooleanValue('adaptive_duplication', false, {
  targetingKey: 'user:1042',
  sectionId: '77',
})`

export const WEB_SDK = `// npm install @openfeature/web-sdk @openfeature/ofrep-web-provider
import { OpenFeature } from '@openfeature/web-sdk'
import { OFREPWebProvider } from '@openfeature/ofrep-web-provider'

// A key of scope decide that allows this page's origin: everybody can read it.
await OpenFeature.setContext({ targetingKey: 'user:1042', sectionId: '77' })
await OpenFeature.setProviderAndWait(
  new OFREPWebProvider({
    baseUrl: 'https://aviary.example.edu',
    headers: [['X-API-Key', 'aviary_…']],
    // Else it starts from what it kept, which may be a month old.
    cacheMode: 'disabled',
  }),
)

const isOn = OpenFeature.getClient().getBooleanValue('adaptive_duplication', false)`

export const DECISION_CURL = `curl -s -X POST "$AVIARY_URL/api/decision" \\
  -H "Authorization: Bearer $AVIARY_KEY" \\
  -H 'Content-Type: application/json' \\
  -d '{"feature": "adaptive_duplication",
       "actor": {"type": "user", "id": "1042"},
       "resource": {"type": "section", "id": "77"},
       "explain": true}'`
