'use server'

import { archiveFeature } from '@/lib/changes/archive-feature'
import { changeFeature } from '@/lib/changes/change-feature'
import { createFeature } from '@/lib/changes/create-feature'
import { restoreFeature } from '@/lib/changes/restore-feature'
import { archiveFeatureInput, changeFeatureInput, createFeatureInput } from '@/lib/contracts/api/features-changes'
import { featureName } from '@/lib/contracts/text'
import { consoleAction } from '@/lib/http/console-action'

const ofFeature = { feature: featureName } as const

export const createFeatureAction = consoleAction(createFeatureInput, createFeature)

export const changeFeatureAction = consoleAction(
  changeFeatureInput.extend(ofFeature),
  (context, { feature, ...given }) => changeFeature(context, { feature }, given),
)

export const archiveFeatureAction = consoleAction(
  archiveFeatureInput.extend(ofFeature),
  (context, { feature, ...given }) => archiveFeature(context, { feature }, given),
)

export const restoreFeatureAction = consoleAction(
  archiveFeatureInput.extend(ofFeature),
  (context, { feature, ...given }) => restoreFeature(context, { feature }, given),
)
