function decoded(segment: string): string | null {
  try {
    return decodeURIComponent(segment)
  } catch {
    return null
  }
}

/**
 * What is wrong with a request target that is to be forwarded; null where nothing is. What the console would normalize
 * away is refused instead: `DELETE …/exemptions/..` must never reach the feature above it.
 */
export function pathFault(target: string): string | null {
  if (!target.startsWith('/')) return 'The request target must be a path.'
  const segments = target
    .replace(/[?#].*$/s, '')
    .slice(1)
    .split('/')
    .map(decoded)
  if (segments.includes(null)) return 'The path holds an escape that is no UTF-8.'
  if (segments.includes('.') || segments.includes('..')) return 'The path holds a segment "." or "..".'
  const isEmpty = segments.slice(0, segments[0] === 'api' ? undefined : -1).includes('')
  if (isEmpty) return 'The path holds an empty segment.'
  return null
}
