interface ProgressProps {
  /** What goes on: "Reading accounts". */
  readonly label: string
  /** How much is done, of `most`; null while nobody knows. */
  readonly value: number | null
  readonly most?: number
  /** In words, with a unit: "412,000 of 1,000,000 accounts". */
  readonly text?: string
}

/** How far long work has come. */
export function Progress({ label, value, most = 100, text }: ProgressProps) {
  const share = value === null ? null : Math.round((100 * value) / Math.max(most, 1))
  return (
    <div className="grid gap-1.5">
      <p className="flex flex-wrap justify-between gap-x-4 text-12">
        <span>{label}</span>
        <span className="text-muted">{text ?? (share === null ? 'Working …' : `${share} %`)}</span>
      </p>
      <progress
        aria-label={label}
        aria-valuetext={text}
        max={most}
        value={value ?? undefined}
        className="h-2 w-full appearance-none overflow-hidden rounded-full border border-edge bg-sunken [&::-moz-progress-bar]:bg-text [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-text"
      />
    </div>
  )
}
