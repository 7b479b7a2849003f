import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** What lets people and programs into the demo. */
export interface Demo {
  readonly key: string
  readonly signIns: readonly { readonly email: string; readonly password: string }[]
}

/** What is made once and kept in the data directory, readable by its owner only. */
export interface KeptSecrets {
  readonly authSecret: string
  /** Only where there is a demo. */
  readonly demo?: Demo
}

async function read(file: string): Promise<Partial<KeptSecrets>> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw new Error(
      `${file} can't be read (${(error as Error).message}). Mend it, or delete it to have new secrets made.`,
    )
  }
}

/** The kept secrets, with `changes` written into them. */
export async function keepSecrets(dataDir: string, changes: Partial<KeptSecrets> = {}): Promise<KeptSecrets> {
  const file = path.join(dataDir, 'secrets.json')
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const kept = await read(file)
  const secrets = { authSecret: randomBytes(32).toString('base64url'), ...kept, ...changes }
  if (JSON.stringify(secrets) !== JSON.stringify(kept)) {
    await writeFile(`${file}.new`, JSON.stringify(secrets, null, 2), { mode: 0o600 })
    await rename(`${file}.new`, file)
  }
  return secrets
}
