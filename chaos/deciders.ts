import { setTimeout as sleep } from 'node:timers/promises'
import { askNode } from './ask'
import type { Dice } from './dice'
import { DIRECTORY, RESOURCES } from './directory'
import type { Ground } from './ground'
import type { Question } from './history'
import type { Recorder } from './recorder'

const AT_ONCE = 2
const PAUSE_MS = [10, 40] as const
/** So many are of a place that no node has in memory: what must be read is what a fault can keep from being read. */
const UNREAD = 0.1

export function anyQuestion(dice: Dice): Question {
  return {
    feature: dice.pick(DIRECTORY.features),
    user: dice.pick(DIRECTORY.users),
    resource: dice.pick(RESOURCES),
  }
}

/** Asks every node for decisions until it is stopped. */
export function startDeciders({ nodes, key }: Ground, recorder: Recorder, dice: Dice): { stop(): Promise<void> } {
  let isOver = false
  let unread = 0
  const nextQuestion = () => {
    const question = anyQuestion(dice)
    if (!dice.chance(UNREAD)) return question
    return { ...question, resource: { type: 'project', id: `unread-${unread++}` } as const }
  }
  const loop = async ({ name, url }: Ground['nodes'][number]) => {
    while (!isOver) {
      const question = nextQuestion()
      const askedAtMs = recorder.nowMs()
      const answered = await askNode(url, key, question)
      recorder.record({
        kind: 'decision',
        node: name,
        question,
        askedAtMs,
        answeredAtMs: recorder.nowMs(),
        ...answered,
      })
      await sleep(dice.between(...PAUSE_MS))
    }
  }
  const loops = nodes.flatMap((node) => Array.from({ length: AT_ONCE }, () => loop(node)))
  return {
    stop: async () => {
      isOver = true
      await Promise.all(loops)
    },
  }
}
