import { buttonLook } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'

export function NoFeatures() {
  const action = (
    <a href="/api/openapi.json" className={buttonLook('plain')}>
      Read the API’s description
    </a>
  )
  return (
    <Notice title="No features yet" action={action}>
      Features come in with the state document: send it to <code>POST /api/v1/import</code> with a key of scope admin.
    </Notice>
  )
}
