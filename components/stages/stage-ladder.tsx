import type { Stage } from '@/lib/rollout'
import { STATIONS } from './stations'

type Position = 'passed' | 'present' | 'ahead'

// Drawn by their borders: forced colors take backgrounds away.
const POINTS: Record<Position, string> = {
  passed: 'size-2 rounded-full border-4 border-muted',
  present: 'h-4 w-6 rounded-small border-2 border-text bg-accent',
  ahead: 'size-2 rounded-full border border-edge bg-surface',
}

function positionOf(nth: number, present: number): Position {
  if (nth === present) return 'present'
  return nth < present ? 'passed' : 'ahead'
}

function lineAfter(nth: number, present: number): string | null {
  if (nth === STATIONS.length - 1) return null
  return nth < present ? 'border-muted' : 'border-dashed border-edge'
}

// Compact, where there is room for a row of columns: only the present one is named, and the others are heard.
const NAMES = {
  regular: { station: 'gap-1', present: 'font-semibold', other: 'text-muted', now: 'block', grid: '' },
  compact: {
    station: 'gap-1 @wide:gap-0',
    present: 'font-semibold @wide:whitespace-nowrap',
    other: 'text-muted @wide:sr-only',
    now: 'block @wide:inline',
    grid: '@wide:grid-cols-[repeat(4,minmax(0,1fr))_3rem]',
  },
} as const

interface StationProps {
  readonly label: string
  readonly position: Position
  /** How the line to the next station looks; null after the last. */
  readonly line: string | null
  readonly size: keyof typeof NAMES
}

function Station({ label, position, line, size }: StationProps) {
  const isPresent = position === 'present'
  const look = NAMES[size]
  return (
    <li
      aria-current={isPresent ? 'step' : undefined}
      // A name that is longer than its column lies over the next one.
      className={`relative grid content-start justify-items-start text-12 ${isPresent ? 'z-1' : ''} ${look.station}`}
    >
      {line !== null && <span aria-hidden="true" className={`absolute top-2 -right-1 left-0 border-t ${line}`} />}
      <span aria-hidden="true" className="relative z-1 grid h-4 place-items-center">
        <span className={POINTS[position]} />
      </span>
      <span className={isPresent ? look.present : look.other}>
        {label}
        {isPresent && <span className={`font-normal text-muted ${look.now}`}> now</span>}
      </span>
    </li>
  )
}

interface StageLadderProps {
  readonly stage: Stage
  /** What the ladder is of, for those who don't see where it stands. */
  readonly label: string
  readonly size?: keyof typeof NAMES
}

/** The five stations in their order. The present one is marked by word, shape and color. */
export function StageLadder({ stage, label, size = 'regular' }: StageLadderProps) {
  const present = STATIONS.findIndex((station) => station.stage === stage)
  return (
    <ol
      aria-label={label}
      className={`isolate grid max-w-96 gap-x-1 grid-cols-[minmax(3rem,1fr)_minmax(min-content,1fr)_repeat(2,minmax(3rem,1fr))_minmax(min-content,2rem)] ${NAMES[size].grid}`}
    >
      {STATIONS.map((station, nth) => (
        <Station
          key={station.stage}
          label={station.label}
          position={positionOf(nth, present)}
          line={lineAfter(nth, present)}
          size={size}
        />
      ))}
    </ol>
  )
}
