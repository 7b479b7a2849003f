import { readPolicyOperation } from '@/lib/contracts/api/settings'
import { readPolicy } from '@/lib/queries/policy'
import { type Endpoint, endpoint, read } from './endpoint'

export const settingsEndpoints: readonly Endpoint[] = [
  endpoint(readPolicyOperation, async ({ context }) => read(await readPolicy(context))),
]
