import { readFile } from 'node:fs/promises'
import { faultsOf } from '@/lib/contracts/problem'
import { stateDocument } from '@/lib/contracts/state-document'
import { type Feature, namesInUse, readFeatures } from './read'
import type { Source } from './source'

const list = stateDocument.shape.features.unwrap()

async function readFeatureFile(file: string): Promise<Feature[]> {
  const result = list.safeParse(JSON.parse(await readFile(file, 'utf8')))
  if (result.success) return result.data
  const faults = faultsOf(result.error).map(({ path, message }) => `${path}: ${message}`)
  throw new Error(`${file} is no list of features: ${faults.join('; ')}`)
}

/**
 * The features to move: of the file, else of the source's own table.
 * @throws a sentence where the source keeps them in its code and no file says them: whether a feature is `canary` or
 * `scoped_only` decides who gets in, and is not guessed
 */
export async function featuresOf(source: Source, file: string | undefined): Promise<Feature[]> {
  if (file !== undefined) return readFeatureFile(file)
  const features = await readFeatures(source)
  if (features !== null) return features
  const draft = (await namesInUse(source)).map(({ name, isStaged }) => ({
    name,
    description: 'Say what it is.',
    contexts: ['both'],
    rolloutMode: isStaged ? 'canary' : 'scoped_only or canary?',
  }))
  throw new Error(
    `The database to read from has no table of features: say them in a file, --features <file>. In use are:
${JSON.stringify(draft, null, 2)}`,
  )
}
