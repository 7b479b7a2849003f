'use client'

import { CopyButton } from '@/components/ui/copy-button'
import { ScrollRegion } from '@/components/ui/scroll-region'
import { Section } from '@/components/ui/section'
import { decisionCurl } from '@/lib/client/decision-curl'
import { type DraftQuestion, explainHref } from '@/lib/client/explain-link'
import { useInBrowser } from '@/lib/client/use-in-browser'

/** The address and the command that ask the same again. */
export function Reproduce({ question }: { readonly question: DraftQuestion }) {
  const origin = useInBrowser(() => window.location.origin, '')
  const command = decisionCurl(origin, question)
  return (
    <Section
      look="card"
      title="Ask the same again"
      description="The link shows what holds when it is opened. The command asks as an application does, with an API key in AVIARY_KEY."
      action={
        <div className="flex flex-wrap gap-2">
          <CopyButton label="Copy the link" text={`${origin}${explainHref(question)}`} />
          <CopyButton label="Copy the command" text={command} />
        </div>
      }
    >
      <ScrollRegion label="Command" className="rounded-medium border border-hairline bg-sunken">
        <pre className="p-3 font-mono text-12 whitespace-pre-wrap wrap-anywhere">{command}</pre>
      </ScrollRegion>
    </Section>
  )
}
