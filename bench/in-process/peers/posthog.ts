import { PostHog } from 'posthog-node'
import { ASKED_SECTION, type Contender, FLAG, forActors, OTHER_FLAGS, SECTIONS } from '../contender'

const flag = (key: string, nth: number) => ({
  id: nth,
  key,
  name: key,
  active: true,
  deleted: false,
  ensure_experience_continuity: false,
  filters: {
    groups: [
      {
        properties: [{ key: 'section', value: [...SECTIONS], operator: 'exact', type: 'person' }],
        rollout_percentage: 50,
      },
    ],
  },
})
const answer = (body: unknown) => ({
  status: 200,
  text: async () => JSON.stringify(body),
  json: async () => body,
  headers: { get: () => null },
})

/** posthog-node's local evaluation; the flag definitions come from a stand-in for its server, once. */
export async function posthog(): Promise<Contender> {
  const flags = [FLAG, ...OTHER_FLAGS].map(flag)
  const client = new PostHog('bench', {
    host: 'http://127.0.0.1:9',
    personalApiKey: 'bench',
    featureFlagsPollingInterval: 86_400_000,
    // biome-ignore lint/suspicious/noExplicitAny: only what it reads of an answer is there
    fetch: (async () => answer({ flags, group_type_mapping: {}, cohorts: {} })) as any,
  })
  if (!(await client.waitForLocalEvaluationReady(5000))) throw new Error('posthog-node has no flags to evaluate')
  const actors = forActors((id) => ({
    id,
    options: { onlyEvaluateLocally: true, sendFeatureFlagEvents: false, personProperties: { section: ASKED_SECTION } },
  }))
  // It says once that this call is to be replaced by one that also sends events.
  const { warn } = console
  console.warn = () => {}
  await client.isFeatureEnabled(FLAG, 'anybody', { onlyEvaluateLocally: true, sendFeatureFlagEvents: false })
  console.warn = warn
  return {
    name: 'posthog-node',
    run: async (count) => {
      let allowed = 0
      for (let at = 0; at < count; at++) {
        const actor = actors[at % actors.length]
        if (actor !== undefined && (await client.isFeatureEnabled(FLAG, actor.id, actor.options))) allowed++
      }
      return allowed
    },
  }
}
