import type { Metadata } from 'next'
import { NotThere } from '@/components/shell/page-states'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return <NotThere />
}
