/** A figure that whoever runs the tests should read. */
export const report = (line: string) => process.stdout.write(`${line}\n`)
