import type { Subject } from '@/lib/client/queries/subjects'

/** What a change of an exemption touches. */
export const TOUCHED: readonly Subject[] = ['exemptions', 'places', 'features', 'audit']
