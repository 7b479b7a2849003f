import { z } from 'zod'
import { importPlan, stateDocument } from '../state-document'
import { operation } from './operation'
import { noParams, noQuery } from './page'

export const importOperation = operation({
  id: 'importState',
  method: 'POST',
  path: '/import',
  summary: 'Adds and updates the facts of a state document; deletes nothing. All or nothing.',
  tag: 'State',
  permission: 'import',
  params: noParams,
  query: z.strictObject({
    dryRun: z.enum(['true', 'false']).default('false'),
    reason: z.string().optional().meta({ description: 'Why: needed by rollouts that start or step back.' }),
  }),
  body: stateDocument,
  answer: importPlan,
  refusals: [409, 422],
})

export const exportOperation = operation({
  id: 'exportState',
  method: 'GET',
  path: '/export',
  summary: 'The whole state document.',
  tag: 'State',
  permission: 'export',
  params: noParams,
  query: noQuery,
  body: null,
  answer: stateDocument,
  refusals: [],
})
