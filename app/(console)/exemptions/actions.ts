'use server'

import { removeExemption } from '@/lib/changes/remove-exemption'
import { setExemption } from '@/lib/changes/set-exemption'
import { removeExemptionInput, setExemptionInput } from '@/lib/contracts/api/exemptions-changes'
import { featureName, id } from '@/lib/contracts/text'
import { consoleAction } from '@/lib/http/console-action'

const target = { feature: featureName, publisherId: id }

export const setExemptionAction = consoleAction(
  setExemptionInput.extend(target),
  (context, { feature, publisherId, ...given }) => setExemption(context, { feature, publisherId }, given),
)
export const removeExemptionAction = consoleAction(
  removeExemptionInput.extend(target),
  (context, { feature, publisherId, ...given }) => removeExemption(context, { feature, publisherId }, given),
)
