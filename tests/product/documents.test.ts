import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningProduct, startProduct } from '../../scripts/support/product'
import { refusalToRun, runnerOf } from '../support/document-blocks'
import { makeShell, type Shell } from '../support/document-shell'
import { markdownFiles, readPage } from '../support/markdown'

const pages = await Promise.all((await markdownFiles()).map(readPage))
const blocks = pages.flatMap(({ fences }) => fences).filter((fence) => runnerOf(fence) !== 'none')
const run = blocks.filter((fence) => refusalToRun(fence) === null)

let dataDir = ''
let product: RunningProduct
let shell: Shell

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'aviary-documents-'))
  product = await startProduct(dataDir)
  shell = await makeShell({ url: product.url, key: product.secrets.demo?.key ?? '', dataDir })
})
afterAll(async () => {
  await shell?.close()
  await product?.stop()
  await rm(dataDir, { recursive: true, force: true })
})

it('has blocks to run, and some that say why they are not', () => {
  expect(run.length).toBeGreaterThan(15)
  expect(run.length).toBeLessThan(blocks.length)
})

const hasPython = spawnSync('python3', ['--version']).status === 0
const cases = run.map((fence) => ({ fence, place: `${fence.file}:${fence.line}` }))

it.for(cases)('$place does what it says', async ({ fence }, { skip }) => {
  skip(runnerOf(fence) === 'python' && !hasPython, 'there is no python3 here')
  expect(await shell.faultOf(fence)).toBeNull()
})

const programs = cases.filter(({ fence }) => ['python', 'typescript'].includes(String(runnerOf(fence))))

it.for(programs)('$place denies where nobody ever answers', async ({ fence }, { skip }) => {
  skip(runnerOf(fence) === 'python' && !hasPython, 'there is no python3 here')
  const silent = createServer(() => {}).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const { port } = silent.address() as AddressInfo
  try {
    expect(await shell.printedAt(`http://127.0.0.1:${port}`, fence)).toMatch(/^false/i)
  } finally {
    silent.closeAllConnections()
    silent.close()
  }
})
