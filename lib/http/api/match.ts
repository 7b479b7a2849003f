import type { Endpoint } from './endpoint'

export interface Match {
  readonly endpoint: Endpoint
  /** The path's variable parts, decoded, not yet checked. */
  readonly params: Readonly<Record<string, string>>
}

function paramsIn(template: string, segments: readonly string[]): Record<string, string> | null {
  const parts = template.slice(1).split('/')
  if (parts.length !== segments.length) return null
  const params: Record<string, string> = {}
  for (const [index, part] of parts.entries()) {
    const segment = segments[index] ?? ''
    if (part.startsWith('{')) params[part.slice(1, -1)] = segment
    else if (part !== segment) return null
  }
  return params
}

function decoded(path: string): string[] | null {
  try {
    return path.slice(1).split('/').map(decodeURIComponent)
  } catch {
    return null
  }
}

const fixedParts = (template: string) => template.split('/').filter((part) => !part.startsWith('{')).length

/** The endpoints at a path, one for each method. @param path below the door's own, still encoded */
export function endpointsAt(endpoints: readonly Endpoint[], path: string): Match[] {
  const segments = decoded(path)
  if (segments === null) return []
  const fits = endpoints.flatMap((endpoint) => {
    const params = paramsIn(endpoint.operation.path, segments)
    return params === null ? [] : [{ endpoint, params, fixed: fixedParts(endpoint.operation.path) }]
  })
  const most = Math.max(...fits.map(({ fixed }) => fixed))
  return fits.filter(({ fixed }) => fixed === most)
}
