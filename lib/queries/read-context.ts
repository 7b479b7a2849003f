import type pg from 'pg'
import type { Principal } from '@/lib/auth/permissions'

/** Who asks, and through which connections. */
export interface ReadContext {
  readonly pool: pg.Pool
  readonly principal: Principal
}
