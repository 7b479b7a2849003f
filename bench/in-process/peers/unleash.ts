import { InMemStorageProvider, Unleash } from 'unleash-client'
import { ASKED_SECTION, type Contender, FLAG, forActors, OTHER_FLAGS, SECTIONS } from '../contender'

const strategy = {
  name: 'flexibleRollout',
  parameters: { rollout: '50', stickiness: 'userId', groupId: FLAG },
  constraints: [
    { contextName: 'section', operator: 'IN', values: [...SECTIONS], inverted: false, caseInsensitive: false },
  ],
}
const feature = (name: string) => ({
  name,
  type: 'release',
  enabled: true,
  project: 'default',
  stale: false,
  impressionData: false,
  variants: [],
  strategies: [strategy],
})

/** unleash-client with its features given at the start; it never reaches a server. */
export async function unleash(): Promise<Contender> {
  const client = new Unleash({
    appName: 'bench',
    url: 'http://127.0.0.1:9/',
    refreshInterval: 0,
    disableMetrics: true,
    skipInstanceCountWarning: true,
    storageProvider: new InMemStorageProvider(),
    // biome-ignore lint/suspicious/noExplicitAny: its type wants fields that its format does not have
    bootstrap: { data: [FLAG, ...OTHER_FLAGS].map(feature) as any },
  })
  client.on('error', () => {})
  client.on('warn', () => {})
  await new Promise<void>((resolve) => client.once('ready', () => resolve()))
  const contexts = forActors((userId) => ({ userId, properties: { section: ASKED_SECTION } }))
  return {
    name: 'unleash-client',
    run: (count) => {
      let allowed = 0
      for (let at = 0; at < count; at++) if (client.isEnabled(FLAG, contexts[at % contexts.length])) allowed++
      return allowed
    },
  }
}
