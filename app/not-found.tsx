import type { Metadata } from 'next'
import { NotThere } from '@/components/shell/page-states'
import { PlainFrame } from '@/components/shell/plain-frame'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <PlainFrame>
      <NotThere />
    </PlainFrame>
  )
}
