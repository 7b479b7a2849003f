'use client'

import { Download } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { announce } from '@/lib/client/announce'
import { type AskedChange, impactCsv } from '@/lib/client/queries/impact'
import { saveFile } from '@/lib/client/save-file'

interface ImpactCsvProps {
  readonly feature: string
  readonly change: AskedChange
}

/** Everybody concerned, as a file. */
export function ImpactCsv({ feature, change }: ImpactCsvProps) {
  const [isBusy, setIsBusy] = useState(false)
  const [trouble, setTrouble] = useState<string | null>(null)
  async function save() {
    setIsBusy(true)
    setTrouble(null)
    try {
      saveFile(await impactCsv(feature, change), `impact of ${feature}.csv`)
      announce('The list was downloaded.')
    } catch (error) {
      const why = error instanceof Error ? error.message : 'It could not be read.'
      setTrouble(`The list was not downloaded. ${why}`)
      announce(`The list was not downloaded. ${why}`, 'assertive')
    }
    setIsBusy(false)
  }
  return (
    <div className="grid justify-items-start gap-1">
      <Button size="compact" isBusy={isBusy} onClick={() => void save()}>
        {!isBusy && <Download aria-hidden="true" className="size-4" />}
        All of them as CSV
      </Button>
      {trouble !== null && <p className="text-12 text-deny">{trouble}</p>}
    </div>
  )
}
