import type { Metadata } from 'next'
import { PlainFrame } from '@/components/shell/plain-frame'
import { buttonLook } from '@/components/ui/button'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <PlainFrame>
      <h1 className="text-20 font-semibold">There is nothing at this address</h1>
      <p className="mt-2 mb-6 text-muted">It may have been mistyped, or what stood here is gone.</p>
      <a href="/" className={buttonLook('plain')}>
        Go to the rollouts
      </a>
    </PlainFrame>
  )
}
