import { usePathname, useSearchParams } from 'next/navigation'
import { type AuditFilter, readAuditFilter } from '@/lib/client/audit-filter'
import { queryText } from '@/lib/client/queries/console-query'

export interface FilterControl {
  readonly filter: AuditFilter
  /** Sets or, by undefined, clears parts of it: the address changes, and the way back leads to what was before. */
  readonly change: (changed: { readonly [Name in keyof AuditFilter]: string | undefined }) => void
  readonly clear: () => void
}

/** The filter of this page, which is in its address. */
export function useFilter(): FilterControl {
  const path = usePathname()
  const filter = readAuditFilter(Object.fromEntries(useSearchParams()))
  const go = (next: AuditFilter) => window.history.pushState(null, '', `${path}${queryText(next)}`)
  return {
    filter,
    change: (changed) => {
      const next: Record<string, string | undefined> = { ...filter, ...changed }
      go(next as AuditFilter)
    },
    clear: () => go({}),
  }
}
