import { startTransition, useEffect, useState } from 'react'

/** More than fit a window. */
export const FIRST = 24
const MORE = 200

/** How many rows of a long list to render by now: the first at once, the others in the browser's spare moments. */
export function useGrowing(count: number): number {
  const [most, setMost] = useState(FIRST)
  useEffect(() => {
    if (most >= count) return
    const timer = setTimeout(() => startTransition(() => setMost(most + MORE)), 16)
    return () => clearTimeout(timer)
  }, [most, count])
  return Math.min(most, count)
}
