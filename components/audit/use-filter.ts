import { type AuditFilter, readAuditFilter } from '@/lib/client/audit-filter'
import { queryText } from '@/lib/client/queries/console-query'
import { useAddress } from '@/lib/client/use-address'

export interface FilterControl {
  readonly filter: AuditFilter
  /** Sets or, by undefined, clears parts of it: the address changes, and the way back leads to what was before. */
  readonly change: (changed: { readonly [Name in keyof AuditFilter]: string | undefined }) => void
  readonly clear: () => void
}

const inAddress = (search: string | URLSearchParams) => readAuditFilter(Object.fromEntries(new URLSearchParams(search)))

/** The filter of this page, which is in its address. */
export function useFilter(): FilterControl {
  const { path, search, go } = useAddress()
  const filter = inAddress(search)
  const filterBy = (next: AuditFilter) => go(`${path}${queryText(next)}`)
  return {
    filter,
    change: (changed) => {
      // Over what the address says now: of two changes at once, the second is told the filter before the first.
      const next: Record<string, string | undefined> = { ...inAddress(window.location.search), ...changed }
      filterBy(next as AuditFilter)
    },
    clear: () => filterBy({}),
  }
}
