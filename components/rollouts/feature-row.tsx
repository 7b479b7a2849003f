'use client'

import Link from 'next/link'
import { useRef } from 'react'
import { StageLadder } from '@/components/stages/stage-ladder'
import { StageMenu } from '@/components/stages/stage-menu'
import { StageOutcomeLine } from '@/components/stages/stage-outcome-line'
import { globalPlace, type StagePlace } from '@/components/stages/stage-place'
import { classNames } from '@/components/ui/class-names'
import { useNear } from '@/lib/client/use-near'
import type { FeatureSummary } from '@/lib/contracts/api/feature-reads'
import { BreakableName } from './breakable-name'
import { Activity, Reach } from './row-facts'
import { ROW } from './row-layout'

// What is out of the window is not laid out.
const UNSEEN = '@wide:[contain-intrinsic-size:auto_2.75rem] @wide:[content-visibility:auto]'

interface FeatureRowProps {
  readonly feature: FeatureSummary
  readonly decisions: number
  readonly share: number
  /** Among the first, which are always whole: nobody sees them fill. */
  readonly isFirst: boolean
}

/** The global stage as a place of the stage control; null in mode scoped only, which has none. */
export function placeOf({ name, stage, stageVersion }: FeatureSummary): StagePlace | null {
  if (stage === null) return null
  return globalPlace(name, stageVersion === null ? null : { stage, version: stageVersion })
}

function Name({ name }: { readonly name: string }) {
  return (
    <h2 className="leading-5 font-semibold wrap-anywhere">
      <Link
        href={`/features/${encodeURIComponent(name)}`}
        prefetch={false}
        className="-mx-1 -my-0.5 inline-block min-h-6 rounded-small px-1 py-0.5 -outline-offset-2 underline-offset-4 hover:underline"
      >
        <BreakableName name={name} />
      </Link>
    </h2>
  )
}

function Stage({ feature }: Pick<FeatureRowProps, 'feature'>) {
  if (feature.stage === null) return <p className="text-12 text-muted">Scoped only: open to all where it is opted in</p>
  return <StageLadder stage={feature.stage} label={`Global stage of ${feature.name}`} size="compact" />
}

function Whole({ feature, decisions, share }: Omit<FeatureRowProps, 'isFirst'>) {
  const place = placeOf(feature)
  return (
    <>
      <div className="min-w-0">
        <Name name={feature.name} />
        <p dir="auto" className="line-clamp-2 text-muted wrap-anywhere @wide:line-clamp-1 @wide:text-12">
          {feature.description}
        </p>
      </div>
      <Stage feature={feature} />
      <Reach feature={feature} />
      <Activity decisions={decisions} share={share} change={feature.lastChange} />
      {place !== null && (
        <>
          <div className="@wide:justify-self-end">
            <StageMenu place={place} />
          </div>
          <div className="@wide:col-span-full empty:hidden">
            <StageOutcomeLine place={place} />
          </div>
        </>
      )}
    </>
  )
}

/** One feature on the board: its name wherever it is, and the rest once it is near the window. */
export function FeatureRow({ feature, decisions, share, isFirst }: FeatureRowProps) {
  const row = useRef<HTMLLIElement>(null)
  const { isNear, heightPx } = useNear(row)
  const isWhole = isFirst || isNear
  return (
    <li
      ref={row}
      data-focus-home
      className={classNames(ROW, 'not-first:border-t', !isFirst && UNSEEN)}
      style={isWhole || heightPx === null ? undefined : { minHeight: heightPx }}
    >
      {isWhole ? <Whole feature={feature} decisions={decisions} share={share} /> : <Name name={feature.name} />}
    </li>
  )
}
