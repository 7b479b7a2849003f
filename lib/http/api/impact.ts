import { accountImpactOperation, type ImpactAnswer, impactOperation } from '@/lib/contracts/api/impact'
import {
  answerOf,
  type ImpactMessages,
  nameImpact,
  previewAccountImpact,
  previewImpact,
} from '@/lib/queries/preview-impact'
import { consoleLog } from '@/lib/telemetry/console-log'
import { HttpError } from '../http-error'
import type { Outgoing } from '../message'
import { problemAnswer, toHttpError } from '../problem-answer'
import { eventText, streamed, type Write } from '../streamed'
import { accepts, type Call, type Endpoint, endpoint, read } from './endpoint'

type ImpactCall = Call<typeof impactOperation>
type Format = 'json' | 'events' | 'csv'

function formatOf({ query, accept }: ImpactCall): Format {
  if (query.format !== undefined) return query.format
  if (accepts(accept, 'text/event-stream')) return 'events'
  return accepts(accept, 'text/csv') ? 'csv' : 'json'
}

/** Aborted with the caller's connection, or by hand. */
function endingWith(signal: AbortSignal | undefined): AbortController {
  const ending = new AbortController()
  if (signal?.aborted === true) ending.abort()
  signal?.addEventListener('abort', () => ending.abort(), { signal: ending.signal })
  return ending
}

function orNobodyWaits(error: unknown, { signal }: AbortController): unknown {
  return signal.aborted ? new HttpError('request_timeout', 'Nobody waits for this answer any more.') : error
}

/** Does the work until the caller goes away. */
async function whileWaitedFor<Answer>(ending: AbortController, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    throw orNobodyWaits(error, ending)
  } finally {
    ending.abort()
  }
}

/** Reads up to where nothing can be refused any more. @throws what was refused */
async function untilAccepted(messages: ImpactMessages, ending: AbortController): Promise<void> {
  try {
    const first = await messages.next()
    if (first.done === true || first.value.kind !== 'accepted') throw new Error('an impact is accepted first')
  } catch (error) {
    const refused = orNobodyWaits(error, ending)
    ending.abort()
    throw refused
  }
}

async function writeEvents(messages: ImpactMessages, write: Write): Promise<void> {
  for await (const message of messages) {
    if (message.kind === 'progress')
      await write(eventText('progress', { judged: message.judged, total: message.total }))
    if (message.kind === 'done') await write(eventText('result', message.answer))
  }
}

async function writeText(messages: ImpactMessages, write: Write): Promise<void> {
  for await (const message of messages) if (message.kind === 'text') await write(message.text)
}

function noteFailure(error: unknown, { signal }: AbortController, requestId: string): never {
  const err = error instanceof Error ? error.message : String(error)
  if (!signal.aborted) consoleLog().error({ requestId, err }, 'an impact could not be judged to its end')
  throw error
}

/** A refusal stays one: the stream begins when the change is accepted. Whoever leaves it ends the work. */
async function stream({ context, params, body, signal }: ImpactCall, format: 'events' | 'csv'): Promise<Outgoing> {
  const ending = endingWith(signal)
  const preview = format === 'csv' ? nameImpact : previewImpact
  const messages = preview(context, { feature: params.name, change: body }, ending.signal)
  await untilAccepted(messages, ending)
  const make = (write: Write, left: AbortSignal) => {
    left.addEventListener('abort', () => ending.abort())
    return (format === 'csv' ? writeText : writeEvents)(messages, write)
      .catch((error: unknown) => noteFailure(error, ending, context.requestId))
      .finally(() => ending.abort())
  }
  if (format === 'events') {
    const { body: problem } = problemAnswer(toHttpError(null), context.requestId)
    return streamed('text/event-stream', make, eventText('failed', JSON.parse(problem)))
  }
  return streamed('text/csv; charset=utf-8', make, 'The list broke off here: it is not complete.\r\n', {
    'Content-Disposition': `attachment; filename="impact of ${params.name}.csv"`,
  })
}

/** The impact of changes not yet made. */
export const impactEndpoints: readonly Endpoint[] = [
  endpoint(impactOperation, async (call) => {
    const format = formatOf(call)
    if (format !== 'json') return { kind: 'raw', answer: await stream(call, format) }
    const ending = endingWith(call.signal)
    const asked = { feature: call.params.name, change: call.body }
    return whileWaitedFor(ending, async () =>
      read(await answerOf<ImpactAnswer>(previewImpact(call.context, asked, ending.signal))),
    )
  }),
  endpoint(accountImpactOperation, ({ context, params: { type, id }, body, signal }) => {
    const ending = endingWith(signal)
    const asked = { actorType: type, actorId: id, ...body }
    return whileWaitedFor(ending, async () => read(await previewAccountImpact(context, asked, ending.signal)))
  }),
]
