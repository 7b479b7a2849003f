'use client'

import { PageFailed } from '@/components/shell/page-failed'
import { PlainFrame } from '@/components/shell/plain-frame'

export default function ErrorPage(props: Parameters<typeof PageFailed>[0]) {
  return (
    <PlainFrame>
      <PageFailed {...props} />
    </PlainFrame>
  )
}
