import { FlagdCore } from '@openfeature/flagd-core'
import { ASKED_SECTION, type Contender, FLAG, forActors, OTHER_FLAGS, SECTIONS } from '../contender'

const flag = {
  state: 'ENABLED',
  variants: { on: true, off: false },
  defaultVariant: 'off',
  targeting: {
    if: [
      { in: [{ var: 'section' }, [...SECTIONS]] },
      {
        fractional: [
          ['on', 50],
          ['off', 50],
        ],
      },
      'off',
    ],
  },
}
const logger = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} }

/** flagd's evaluation core, as its in-process provider uses it. */
export function flagd(): Contender {
  const core = new FlagdCore(undefined, logger)
  core.setConfigurations(
    JSON.stringify({ flags: Object.fromEntries([FLAG, ...OTHER_FLAGS].map((name) => [name, flag])) }),
  )
  const contexts = forActors((targetingKey) => ({ targetingKey, section: ASKED_SECTION }))
  return {
    name: '@openfeature/flagd-core',
    run: (count) => {
      let allowed = 0
      for (let at = 0; at < count; at++)
        if (core.resolveBooleanEvaluation(FLAG, false, contexts[at % contexts.length], logger).value) allowed++
      return allowed
    },
  }
}
