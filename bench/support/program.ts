import { type ChildProcess, spawn } from 'node:child_process'
import { bundleProgram } from './bundle'
import { onCore } from './cores'

/** A program of the bench in a process of its own, that does what it is asked. */
export interface Program {
  readonly pid: number
  /** Has it done, and resolves to what it answered. @throws what it threw */
  ask<Answer>(verb: string, input?: unknown): Promise<Answer>
  stop(): Promise<void>
}

interface Reply {
  readonly id: number
  readonly answer?: unknown
  readonly error?: string
}

type Waiting = Map<number, { resolve: (answer: never) => void; reject: (error: Error) => void }>

function settle(waiting: Waiting, { id, answer, error }: Reply): void {
  const asked = waiting.get(id)
  waiting.delete(id)
  if (error === undefined) asked?.resolve(answer as never)
  else asked?.reject(new Error(error))
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGKILL')
  return ended
}

/** Starts a program on a core. @param entry its file under bench/ @param flags of Node */
export async function startProgram(entry: string, core: number, flags: readonly string[] = []): Promise<Program> {
  const file = await bundleProgram(entry)
  const [command, ...args] = onCore(core, [process.execPath, ...flags, file])
  const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], serialization: 'advanced' })
  const waiting: Waiting = new Map()
  let asked = 0
  child.on('message', (reply) => settle(waiting, reply as Reply))
  child.on('exit', (code, signal) => {
    for (const { reject } of waiting.values()) reject(new Error(`${entry} ended (${signal ?? code})`))
  })
  return {
    pid: child.pid ?? 0,
    ask: <Answer>(verb: string, input?: unknown) =>
      new Promise<Answer>((resolve, reject) => {
        const id = asked++
        waiting.set(id, { resolve, reject })
        child.send({ id, verb, input })
      }),
    stop: () => end(child),
  }
}
