// What every server on node:http does at the least: read the body, parse it, answer. The answers and headers are those
// that the product gave, so both send the same bytes. Plain JavaScript, run as the product is: by node, no loader.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

const { headers, answers } = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const byActor = new Map(answers)

function answer(response, text) {
  const { actor } = JSON.parse(text)
  const body = byActor.get(actor.id)
  response.writeHead(200, { ...headers, 'Content-Length': Buffer.byteLength(body) })
  response.end(body)
}

const server = createServer({ keepAliveTimeout: 65_000, noDelay: true }, (request, response) => {
  const chunks = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', () => answer(response, (chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)).toString('utf8')))
})
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }))
process.on('disconnect', () => process.exit(0))
