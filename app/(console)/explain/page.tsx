import type { Metadata } from 'next'
import { Explain } from '@/components/explain/explain'
import { questionIn } from '@/lib/client/explain-link'
import { ConsolePage } from '../console-page'

export const metadata: Metadata = { title: 'Explain' }

interface Props {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function ExplainPage({ searchParams }: Props) {
  return (
    <ConsolePage permission="decide">
      <Explain initialQuestion={questionIn(await searchParams)} />
    </ConsolePage>
  )
}
