import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { markdown, type Report } from './markdown'

const RESULTS = 'bench/results'

/** Prints a report, and keeps it beside those of before, with its raw figures. */
export async function writeReport(report: Report): Promise<void> {
  const text = markdown(report)
  const file = path.join(
    RESULTS,
    `${report.title.toLowerCase()}-${report.machine.date.replaceAll(':', '-').slice(0, 19)}`,
  )
  await mkdir(RESULTS, { recursive: true })
  await writeFile(`${file}.md`, text)
  await writeFile(`${file}.json`, JSON.stringify(report, null, 1))
  console.log(text)
  process.stderr.write(`Written to ${file}.md and .json.\n`)
}
