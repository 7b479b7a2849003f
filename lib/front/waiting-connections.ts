import type { Server } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'

const MOST_TURNS = 1000

/**
 * Resolves in a turn of the event loop in which no connection was taken, so that none waits: as a port is closed, the
 * system resets those that wait, and a proxy that has sent its request there can't send it again.
 */
export async function untilNoneWaits(server: Server): Promise<void> {
  let taken = true
  const take = () => {
    taken = true
  }
  server.on('connection', take)
  // The first turn may have begun before.
  for (let turns = 0; turns < 2 || (taken && turns < MOST_TURNS); turns++) {
    taken = false
    await turn()
  }
  server.off('connection', take)
}
