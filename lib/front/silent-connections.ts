import type { Server } from 'node:http'
import type { Socket } from 'node:net'

const SILENT_MS = 1000

/**
 * Has `closeIdleConnections` also end connections that were opened a second ago and never asked anything. Node takes
 * them for busy, and a server that is to stop would wait for them.
 */
export function closeSilentConnections(server: Server): void {
  const openedAtMs = new Map<Socket, number>()
  server.on('connection', (socket) => {
    openedAtMs.set(socket, performance.now())
    socket.once('close', () => openedAtMs.delete(socket))
  })
  server.on('request', ({ socket }) => openedAtMs.delete(socket))
  const closeIdle = server.closeIdleConnections.bind(server)
  server.closeIdleConnections = () => {
    closeIdle()
    const latestMs = performance.now() - SILENT_MS
    for (const [socket, atMs] of openedAtMs) if (atMs < latestMs) socket.destroy()
  }
}
