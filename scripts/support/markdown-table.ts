type Cell = string | number | null

/** Whatever somebody wrote stays text, on one line. */
const plain = (text: Cell) =>
  String(text ?? '')
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]<>|#~]/g, '\\$&')

/** A table as Markdown, its cells as plain text; without rows: "None." */
export function markdownTable(heading: readonly string[], rows: readonly (readonly Cell[])[]): string {
  if (rows.length === 0) return 'None.\n'
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return `${[line(heading), line(heading.map(() => '---')), ...rows.map((row) => line(row.map(plain)))].join('\n')}\n`
}
