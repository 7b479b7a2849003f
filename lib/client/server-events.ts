/** One server-sent event: its name and its data. */
export interface ServerEvent {
  readonly event: string
  readonly data: string
}

function eventIn(block: string): ServerEvent {
  const lines = block.split('\n')
  const fieldIn = (field: string) => lines.find((line) => line.startsWith(`${field}: `))?.slice(field.length + 2) ?? ''
  return { event: fieldIn('event'), data: fieldIn('data') }
}

/** The events of an answer to a POST, which `EventSource` can't ask. One line of data each, as `lib/http` writes them. */
export async function* serverEvents(response: Response): AsyncGenerator<ServerEvent> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  if (reader === undefined) return
  let rest = ''
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const blocks = `${rest}${part.value}`.split('\n\n')
      rest = blocks.pop() ?? ''
      yield* blocks.map(eventIn)
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}
