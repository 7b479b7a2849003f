import { serveVerbs } from '../support/serve-verbs'
import { aviary } from './aviary'
import { measureKnownActors } from './known-actors'
import { flagd } from './peers/flagd'
import { growthbook } from './peers/growthbook'
import { posthog } from './peers/posthog'
import { sha256 } from './peers/sha256'
import { unleash } from './peers/unleash'
import { timeInRounds } from './rounds'

serveVerbs({
  knownActors: measureKnownActors,
  time: async (rounds: number) =>
    timeInRounds([...(await aviary()), await unleash(), growthbook(), flagd(), await posthog(), sha256()], rounds),
})
