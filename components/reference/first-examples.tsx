'use client'

import { useState } from 'react'
import { Section } from '@/components/ui/section'
import { Tabs } from '@/components/ui/tabs'
import { Code } from './code'
import { DECISION_CURL, SERVER_SDK, WEB_SDK } from './examples'

const EXAMPLES = {
  curl: { tab: 'curl', label: 'the decision with curl', title: 'In a shell', text: DECISION_CURL },
  server: { tab: 'OpenFeature, server', label: 'the server SDK example', title: 'In a Node program', text: SERVER_SDK },
  web: { tab: 'OpenFeature, web', label: 'the web SDK example', title: 'In a web page', text: WEB_SDK },
} as const

type Way = keyof typeof EXAMPLES

const TABS = (Object.keys(EXAMPLES) as Way[]).map((value) => ({ value, label: EXAMPLES[value].tab }))

/** How a program asks for its first decision. */
export function FirstExamples() {
  const [way, setWay] = useState<Way>('curl')
  const { label, title, text } = EXAMPLES[way]
  return (
    <Section title="Ask for a decision" description="By HTTP, or by the OpenFeature SDK on a server or in a web page.">
      <div className="grid min-w-0 gap-4">
        <Tabs label="Ways to ask" value={way} tabs={TABS} onChoose={setWay}>
          <div className="pt-2">
            <Code label={label} title={title} text={text} />
          </div>
        </Tabs>
      </div>
    </Section>
  )
}
