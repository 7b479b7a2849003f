import type { ReactNode } from 'react'
import type { FeatureSummary } from '@/lib/contracts/api/feature-reads'

const plural = (count: number, one: string, many: string) => `${count.toLocaleString('en')} ${count === 1 ? one : many}`

function Count({ term, parts }: { readonly term: string; readonly parts: readonly string[] }) {
  return (
    <div>
      <dt className="text-12 text-muted @wide:sr-only">{term}</dt>
      {parts.length === 0 && <dd className="text-muted">None</dd>}
      {parts.map((part) => (
        <dd key={part}>{part}</dd>
      ))}
    </div>
  )
}

const parts = (...given: readonly (string | false)[]) => given.filter((part): part is string => part !== false)

/** Where a feature is opted in, and what departs from its global stage. */
export function Counts({ feature }: { readonly feature: FeatureSummary }): ReactNode {
  const { optedIn, ownStages, exemptionsInForce } = feature
  const { deny, forceEnable } = exemptionsInForce
  return (
    <dl className="grid grid-cols-3 gap-2 tabular-nums @wide:contents">
      <Count
        term="Opted in"
        parts={parts(
          optedIn.projects > 0 && plural(optedIn.projects, 'project', 'projects'),
          optedIn.sections > 0 && plural(optedIn.sections, 'section', 'sections'),
        )}
      />
      <Count term="Own stages" parts={parts(ownStages > 0 && plural(ownStages, 'place', 'places'))} />
      <Count
        term="Exemptions"
        parts={parts(
          deny > 0 && plural(deny, 'denied', 'denied'),
          forceEnable > 0 && plural(forceEnable, 'forced on', 'forced on'),
        )}
      />
    </dl>
  )
}
