import { GrowthBookClient } from '@growthbook/growthbook'
import { ASKED_SECTION, type Contender, FLAG, forActors, OTHER_FLAGS, SECTIONS } from '../contender'

const feature = {
  defaultValue: false,
  rules: [
    {
      condition: { section: { $in: [...SECTIONS] } },
      force: true,
      coverage: 0.5,
      hashAttribute: 'id',
      hashVersion: 2,
      seed: FLAG,
    },
  ],
}

/** GrowthBook's client for servers, with its payload given. */
export function growthbook(): Contender {
  const features = Object.fromEntries([FLAG, ...OTHER_FLAGS].map((name) => [name, feature]))
  const client = new GrowthBookClient().initSync({ payload: { features } })
  const contexts = forActors((id) => ({ attributes: { id, section: ASKED_SECTION } }))
  return {
    name: '@growthbook/growthbook',
    run: (count) => {
      let allowed = 0
      for (let at = 0; at < count; at++) {
        const context = contexts[at % contexts.length]
        if (context !== undefined && client.isOn(FLAG, context)) allowed++
      }
      return allowed
    },
  }
}
