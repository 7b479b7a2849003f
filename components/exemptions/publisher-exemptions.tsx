'use client'

import { useQuery } from '@tanstack/react-query'
import { publisherQuery } from '@/lib/client/queries/places'
import type { ExemptionActions } from './exemption-actions'
import { ExemptionSection } from './exemption-section'

interface PublisherExemptionsProps {
  readonly id: string
  readonly actions: ExemptionActions
}

/** A publisher's exemptions by feature. */
export function PublisherExemptions({ id, actions }: PublisherExemptionsProps) {
  const { data } = useQuery(publisherQuery(id))
  return (
    <ExemptionSection
      common="publisher"
      start={{ feature: null, publisher: { id, name: data?.name ?? id } }}
      description="Features whose stage does not count for this publisher."
      rows={data?.exemptions}
      actions={actions}
    />
  )
}
