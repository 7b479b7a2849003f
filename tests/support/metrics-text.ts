/** One line of Prometheus text. */
export interface Sample {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

const LINE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/
const LABEL = /(\w+)="((?:[^"\\]|\\.)*)"/g
const NUMBERS: Readonly<Record<string, number>> = { '+Inf': Infinity, '-Inf': -Infinity, Nan: Number.NaN }

/** The samples of a page of metrics. @throws where a line can't be read */
export function samplesIn(text: string): readonly Sample[] {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return lines.map((line) => {
    const [, name, labels = '', value = ''] = LINE.exec(line) ?? []
    if (name === undefined) throw new Error(`This is no sample: ${line}`)
    const pairs = [...labels.matchAll(LABEL)].map(([, label, text]) => [label, text])
    return { name, labels: Object.fromEntries(pairs), value: NUMBERS[value] ?? Number(value) }
  })
}

/** The sum of the samples of a name that have all given labels. */
export function sumOf(samples: readonly Sample[], name: string, labels: Readonly<Record<string, string>> = {}): number {
  const found = samples.filter(
    (sample) => sample.name === name && Object.entries(labels).every(([label, text]) => sample.labels[label] === text),
  )
  if (found.length === 0) return Number.NaN
  return found.reduce((sum, { value }) => sum + value, 0)
}
