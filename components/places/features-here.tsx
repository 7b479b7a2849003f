'use client'

import { type ChangeEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/field'
import { Section } from '@/components/ui/section'
import type { FeatureAtPlace } from '@/lib/contracts/api/place-reads'
import { FeatureHere } from './feature-here'
import { featuresFor, isShown, SHOWN, type Shown } from './features-shown'
import { type OptInAsked, OptInDialog } from './opt-in-dialog'
import { counted, NOUNS } from './place-words'
import type { Resource } from './resource'
import type { ScopeActions } from './scope-actions'
import { SearchBox } from './search-box'

interface FeaturesHereProps {
  readonly features: readonly FeatureAtPlace[]
  readonly resource: Resource
  readonly actions: ScopeActions
}

/** More than so many are searched, and shown a part at a time. */
const [FEW, PART] = [6, 50]

interface NarrowProps {
  readonly q: string
  readonly onSearch: (q: string) => void
  readonly shown: Shown
  readonly onShow: (shown: Shown) => void
}

function Narrow({ q, onSearch, shown, onShow }: NarrowProps) {
  const change = ({ target }: ChangeEvent<HTMLSelectElement>) => isShown(target.value) && onShow(target.value)
  return (
    <div className="flex flex-wrap gap-3">
      <SearchBox label="Search the features" placeholder="Part of a name" q={q} onSearch={onSearch} />
      <div className="w-56 max-w-full">
        <Select aria-label="Features shown" value={shown} onChange={change}>
          {Object.entries(SHOWN).map(([value, { label }]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      </div>
    </div>
  )
}

function textOf(features: readonly FeatureAtPlace[], scopeType: string): string {
  if (features.length === 0) return `No feature supports ${scopeType}s yet.`
  const optedIn = features.filter(({ isOptedIn }) => isOptedIn).length
  return `Opted in to ${optedIn.toLocaleString('en')} of ${counted(features.length, NOUNS.features)} that this ${scopeType} can have.`
}

/** The features that a project or a section can be opted in to, and how each stands there. */
export function FeaturesHere({ features, resource, actions }: FeaturesHereProps) {
  const [asked, setAsked] = useState<OptInAsked | null>(null)
  const [q, setQ] = useState('')
  const [shown, setShown] = useState<Shown>('all')
  const [most, setMost] = useState(PART)
  const fitting = featuresFor(features, q, shown)
  return (
    <Section title="Features" description={textOf(features, resource.scopeType)}>
      {features.length > FEW && <Narrow q={q} onSearch={setQ} shown={shown} onShow={setShown} />}
      {fitting.length > 0 && (
        <ul aria-label="Features" className="rounded-large border border-hairline bg-surface">
          {fitting.slice(0, most).map((feature) => (
            <FeatureHere key={feature.name} feature={feature} resource={resource} onAsk={setAsked} />
          ))}
        </ul>
      )}
      {features.length > 0 && fitting.length === 0 && (
        <p className="rounded-large border border-hairline bg-surface px-4 py-6 text-muted">
          No feature fits: search for less, or show all of them.
        </p>
      )}
      {fitting.length > most && (
        <Button className="justify-self-start" onClick={() => setMost(most + PART)}>
          Show more features
        </Button>
      )}
      {asked !== null && (
        <OptInDialog asked={asked} resource={resource} actions={actions} onClose={() => setAsked(null)} />
      )}
    </Section>
  )
}
