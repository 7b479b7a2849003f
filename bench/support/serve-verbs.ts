/** The other end of `startProgram`: does what its parent asks, and ends with it. */
export function serveVerbs(verbs: Readonly<Record<string, (input: never) => unknown>>): void {
  process.on('disconnect', () => process.exit(0))
  process.on('message', async (message) => {
    const { id, verb, input } = message as { id: number; verb: string; input: never }
    try {
      process.send?.({ id, answer: await verbs[verb]?.(input) })
    } catch (error) {
      process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    }
  })
}
