import type { Metadata } from 'next'
import { Explain } from '@/components/explain/explain'
import { ConsolePage } from '../console-page'

export const metadata: Metadata = { title: 'Explain' }

export default function ExplainPage() {
  return (
    <ConsolePage permission="decide">
      <Explain />
    </ConsolePage>
  )
}
