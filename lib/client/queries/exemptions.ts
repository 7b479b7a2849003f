import type { ExemptionRow } from '@/lib/contracts/api/feature-reads'
import { consolePages } from './console-query'

/** The exemptions from a feature, expired ones too. */
export const featureExemptionsQuery = (feature: string) =>
  consolePages<ExemptionRow>('exemptions', `/features/${encodeURIComponent(feature)}/exemptions`)
