import type { FeatureAtPlace } from '@/lib/contracts/api/place-reads'

/** Which features of a project or a section are shown. */
export const SHOWN = {
  all: { label: 'All features', isMet: () => true },
  opted_in: { label: 'Opted in', isMet: ({ isOptedIn }: FeatureAtPlace) => isOptedIn },
  own_stage: { label: 'With an own stage', isMet: ({ own }: FeatureAtPlace) => own !== null },
  exempt: { label: 'With an exemption', isMet: ({ exemption }: FeatureAtPlace) => exemption !== null },
} as const satisfies Record<string, { label: string; isMet: (feature: FeatureAtPlace) => boolean }>

export type Shown = keyof typeof SHOWN

export const isShown = (text: string): text is Shown => Object.hasOwn(SHOWN, text)

/** Those that fit a search and a choice, in their order. */
export function featuresFor(features: readonly FeatureAtPlace[], q: string, shown: Shown): readonly FeatureAtPlace[] {
  const wanted = q.toLowerCase()
  return features
    .filter(SHOWN[shown].isMet)
    .filter(({ name, description }) => `${name} ${description}`.toLowerCase().includes(wanted))
}
