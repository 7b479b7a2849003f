import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { DecisionRequest } from '@/lib/contracts/decision'
import { decisionRequest } from '@/lib/contracts/decision'

const { feature, actor, resource } = decisionRequest.shape
const line = z.strictObject({ feature, actor, resource, result: z.boolean() })

/** Decisions that the old system really made: JSON, one a line. @throws a sentence that names the line */
export async function readAnswers(file: string): Promise<{ requests: DecisionRequest[]; results: boolean[] }> {
  const requests: DecisionRequest[] = []
  const results: boolean[] = []
  for await (const text of createInterface({ input: createReadStream(file) })) {
    if (text.trim() === '') continue
    const parsed = line.safeParse(JSON.parse(text))
    if (!parsed.success)
      throw new Error(`${file}: line ${requests.length + 1} is no decision: ${parsed.error.issues[0]?.message}`)
    const { result, ...request } = parsed.data
    requests.push(request)
    results.push(result)
  }
  return { requests, results }
}
