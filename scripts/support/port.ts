import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'

/** The port if it is free, a free one for 0. @throws a sentence when it is taken */
export function claimPort(port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE'
      reject(
        new Error(
          isTaken
            ? `PORT: another program is listening on ${host}:${port}. Set PORT to a free one.`
            : `HOST, PORT: ${error.message}`,
        ),
      )
    })
    probe.listen(port, host, () => {
      const claimed = (probe.address() as AddressInfo).port
      probe.close(() => resolve(claimed))
    })
  })
}
