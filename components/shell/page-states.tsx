import Link from 'next/link'
import { buttonLook } from '@/components/ui/button-look'
import { PageState } from './page-state'

const home = (
  <Link href="/" prefetch={false} className={buttonLook()}>
    Go to the rollouts
  </Link>
)

/** The visitor may not see this page. */
export function Forbidden() {
  return (
    <PageState state="forbidden" title="This page is not for your role" action={home}>
      Support staff see rollouts, accounts, explanations and the audit trail. Ask a system admin where you need more.
    </PageState>
  )
}

/** What was asked for is not there. @param what "feature", "section" */
export function NotThere({ what = 'page' }: { readonly what?: string }) {
  return (
    <PageState state="not_found" title={`There is no such ${what}`} action={home}>
      The address may have been mistyped, or what stood here is gone.
    </PageState>
  )
}
