/** How long a session still lasts, in seconds from now: without a sign of life, after one, and at the most. */
export interface SessionTime {
  readonly idleS: number
  readonly renewedS: number
  readonly mostS: number
}
