import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { untilNoneWaits } from './waiting-connections'

const CLIENTS = 20
const BUSY_MS = 400
/** Asks from a thread of its own, so that it connects while the server has no time. */
const ASK = `
const { request } = require('node:http')
const { parentPort, workerData: { port, clients } } = require('node:worker_threads')
const one = () => new Promise((resolve) => {
  request({ port, host: '127.0.0.1', agent: false }, (answer) => {
    answer.resume().on('end', () => resolve(answer.statusCode))
  }).on('error', (error) => resolve(error.code)).end()
})
parentPort.once('message', async () => {
  parentPort.postMessage(await Promise.all(Array.from({ length: clients }, one)))
})
parentPort.postMessage('up')
`

function beBusy(): void {
  const endMs = performance.now() + BUSY_MS
  while (performance.now() < endMs);
}

test('whoever has connected is answered, though the port is closed at once', async () => {
  const server = createServer((_request, response) => response.setHeader('Connection', 'close').end())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const worker = new Worker(ASK, { eval: true, workerData: { port, clients: CLIENTS } })
  await once(worker, 'message')
  const answered = once(worker, 'message')
  worker.postMessage('ask')
  // Due as soon as the server has time again, before it takes who waits.
  const due = sleep(1)
  beBusy()
  await due
  await untilNoneWaits(server)
  server.close()
  expect((await answered)[0]).toEqual(Array(CLIENTS).fill(200))
  await worker.terminate()
})
