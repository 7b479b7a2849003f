'use client'

import { Switch } from '@/components/ui/switch'
import { useMay } from '@/lib/client/visitor'
import type { FeatureAtPlace } from '@/lib/contracts/api/place-reads'
import { ExemptionLine } from './exemption-line'
import type { OptInAsked } from './opt-in-dialog'
import { PlaceLink } from './place-link'
import type { Resource } from './resource'
import { StageHere } from './stage-here'

interface FeatureHereProps {
  readonly feature: FeatureAtPlace
  readonly resource: Resource
  readonly onAsk: (asked: OptInAsked) => void
}

const NOT_FOR_SUPPORT = 'Only system admins opt in and out.'

/** A feature at a project or a section: whether it is opted in, its stage, and what else decides there. */
export function FeatureHere({ feature, resource, onAsk }: FeatureHereProps) {
  const mayChange = useMay('change_rollouts')
  const { name, description, isOptedIn, exemption } = feature
  return (
    <li className="grid gap-x-8 gap-y-4 border-hairline px-4 py-4 not-first:border-t @wide:grid-cols-[minmax(0,1fr)_minmax(0,30rem)]">
      <div className="grid min-w-0 content-start gap-1">
        <h3 className="font-medium">
          <PlaceLink to="features" id={name}>
            {name}
          </PlaceLink>
        </h3>
        <p dir="auto" className="max-w-prose text-muted wrap-anywhere">
          {description}
        </p>
        <div className="flex min-w-0 flex-wrap items-center gap-x-3">
          <span aria-hidden="true">Opted in</span>
          <Switch
            label={`Opted in to ${name}`}
            isOn={isOptedIn}
            onSwitch={(isIn, opener) => onAsk({ feature, isIn, opener })}
            disabledReason={mayChange ? undefined : NOT_FOR_SUPPORT}
          />
        </div>
        {exemption !== null && <ExemptionLine exemption={exemption} publisher={resource.publisher} />}
      </div>
      <StageHere feature={feature} resource={resource} />
    </li>
  )
}
