const MOST = 50

/** The names asked for most that no feature has, in bounded memory (reliability.md, invariant 6). */
export interface UnknownNames {
  note(name: string): void
  /** Names and how often each was asked for at least, most first. */
  top(most: number): readonly (readonly [name: string, atLeast: number])[]
}

interface Count {
  readonly name: string
  asked: number
  /** So many of `asked` may have been other names. */
  readonly surplus: number
}

/**
 * The space-saving algorithm (Metwally and others, 2005): a new name takes the place of the rarest. A name that is asked
 * for more often than one time in `most` is always among them.
 */
export function createUnknownNames(most = MOST): UnknownNames {
  const counts = new Map<string, Count>()

  function rarest(): Count | undefined {
    let found: Count | undefined
    for (const count of counts.values()) if (found === undefined || count.asked < found.asked) found = count
    return found
  }

  function note(name: string): void {
    const known = counts.get(name)
    if (known !== undefined) {
      known.asked++
      return
    }
    const least = counts.size < most ? undefined : rarest()
    if (least !== undefined) counts.delete(least.name)
    const surplus = least?.asked ?? 0
    counts.set(name, { name, asked: surplus + 1, surplus })
  }

  function top(number: number) {
    return [...counts.values()]
      .map(({ name, asked, surplus }) => [name, asked - surplus] as const)
      .sort(([, a], [, b]) => b - a)
      .slice(0, number)
  }

  return { note, top }
}
