import { type AuditFilter, readAuditFilter } from '@/lib/client/audit-filter'
import { queryText } from '@/lib/client/queries/console-query'
import { useAddress } from '@/lib/client/use-address'

export interface FilterControl {
  readonly filter: AuditFilter
  /** Sets or, by undefined, clears parts of it: the address changes, and the way back leads to what was before. */
  readonly change: (changed: { readonly [Name in keyof AuditFilter]: string | undefined }) => void
  readonly clear: () => void
}

const filterIn = (search: URLSearchParams) => readAuditFilter(Object.fromEntries(search))

/** The filter of this page, which is in its address. */
export function useFilter(): FilterControl {
  const { path, search, go } = useAddress()
  return {
    filter: filterIn(search),
    change: (changed) => go((now) => `${path}${queryText({ ...filterIn(now), ...changed })}`),
    clear: () => go(() => path),
  }
}
