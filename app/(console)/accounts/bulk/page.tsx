import type { Metadata } from 'next'
import { BulkChange } from '@/components/accounts/bulk-change'
import { ConsolePage } from '../../console-page'
import { setInternalsAction, tryInternalsAction } from '../actions'

export const metadata: Metadata = { title: 'Change many accounts' }

export default function BulkPage() {
  return (
    <ConsolePage permission="toggle_internal">
      <BulkChange tryOut={tryInternalsAction} change={setInternalsAction} />
    </ConsolePage>
  )
}
