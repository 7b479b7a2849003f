/** One event of a stream, as sent. */
interface ReadEvent {
  readonly id: string | undefined
  readonly event?: string | undefined
  readonly data: string
}

export interface EventReader {
  readonly response: Response
  /** Everything read so far. */
  text(): string
  events(): ReadEvent[]
  /** Resolves when the server has ended the stream. */
  readonly ended: Promise<void>
  close(): void
}

const field = (block: string, name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1]

function eventsIn(text: string): ReadEvent[] {
  return text.split('\n\n').flatMap((block) => {
    const data = field(block, 'data')
    return data === undefined ? [] : [{ id: field(block, 'id'), event: field(block, 'event'), data }]
  })
}

/** Reads server-sent events until it is closed. */
export async function readEvents(url: string, headers: Record<string, string> = {}): Promise<EventReader> {
  const abort = new AbortController()
  const response = await fetch(url, { headers, signal: abort.signal })
  let text = ''
  const read = async () => {
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk, { stream: true })
  }
  const ended = read()
  ended.catch(() => {})
  return { response, text: () => text, events: () => eventsIn(text), ended, close: () => abort.abort() }
}
