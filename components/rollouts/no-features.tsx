import { buttonLook } from '@/components/ui/button-look'
import { EmptyState } from '@/components/ui/empty-state'

export function NoFeatures() {
  const action = (
    <a href="/api/openapi.json" className={buttonLook()}>
      Read the API’s description
    </a>
  )
  return (
    <EmptyState title="No features yet" action={action}>
      Features come in with the state document: send it to <code>POST /api/v1/import</code> with a key of scope admin.
    </EmptyState>
  )
}
