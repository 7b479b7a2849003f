import { type Target, wireText } from './target'
import { openWire } from './wire'

/** All requests at the same moment, each on a connection of its own that is open already. Resolves to their statuses. */
export async function runBurst(target: Target): Promise<readonly number[]> {
  const wires = target.requests.map(() => openWire(target.port))
  await new Promise((resolve) => setTimeout(resolve, 200))
  const answers = target.requests.map(
    (request, nth) =>
      new Promise<number>((resolve) => {
        wires[nth]?.send(Buffer.from(wireText(target, request)), (answer) => resolve(answer?.status ?? 0))
      }),
  )
  const statuses = await Promise.all(answers)
  for (const wire of wires) wire.close()
  return statuses
}
