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

interface StationProps {
  readonly label: string
  readonly position: Position
  /** How the line to the next station looks; null after the last. */
  readonly line: string | null
}

function Station({ label, position, line }: StationProps) {
  return (
    <li
      aria-current={position === 'present' ? 'step' : undefined}
      className="relative grid content-start justify-items-start gap-1 text-12"
    >
      {line !== null && <span aria-hidden="true" className={`absolute top-2 -right-1 left-0 border-t ${line}`} />}
      <span aria-hidden="true" className="relative z-1 grid h-4 place-items-center">
        <span className={POINTS[position]} />
      </span>
      <span className={position === 'present' ? 'font-semibold' : 'text-muted'}>{label}</span>
      {position === 'present' && <span className="text-muted">now</span>}
    </li>
  )
}

interface StageLadderProps {
  readonly stage: Stage
  /** What the ladder is of, for those who don't see where it stands. */
  readonly label: string
}

/** The five stations in their order. The present one is marked by word, shape and color. */
export function StageLadder({ stage, label }: StageLadderProps) {
  const present = STATIONS.findIndex((station) => station.stage === stage)
  return (
    <ol
      aria-label={label}
      className="isolate grid max-w-96 gap-x-1 grid-cols-[minmax(3rem,1fr)_minmax(min-content,1fr)_repeat(2,minmax(3rem,1fr))_minmax(min-content,2rem)]"
    >
      {STATIONS.map((station, nth) => (
        <Station
          key={station.stage}
          label={station.label}
          position={positionOf(nth, present)}
          line={lineAfter(nth, present)}
        />
      ))}
    </ol>
  )
}
