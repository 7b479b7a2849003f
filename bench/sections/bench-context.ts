import type { DecisionRequest } from '@/lib/contracts/decision'
import type { Page } from '../load/pages'
import type { Ground } from '../support/ground'
import type { Program } from '../support/program'
import type { Scale } from '../support/scale'
import type { Server } from '../support/servers'

/** What the sections share: the servers under test, and who loads them. */
export interface BenchContext {
  readonly scale: Scale
  readonly ground: Ground
  readonly generator: Program
  readonly pageGenerator: Program
  /** Changes stages meanwhile. */
  readonly changer: Program
  readonly product: Server
  readonly bare: Server
  /** The console's pages that are asked for while it is to be busy. */
  readonly pages: readonly Page[]
  /** The requests that both servers answer with the same bytes. */
  readonly requests: readonly DecisionRequest[]
}

/** The two servers in an order that changes with each round, so that neither is always the first. */
export function inTurn({ product, bare }: BenchContext, round: number) {
  const both = [
    { name: 'product', server: product },
    { name: 'bare', server: bare },
  ] as const
  return round % 2 === 0 ? both : both.toReversed()
}

export type ServerName = 'product' | 'bare'
