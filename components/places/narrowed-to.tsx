import { X } from 'lucide-react'
import { Button } from '@/components/ui/button'

interface NarrowedToProps {
  /** "of publisher" */
  readonly of: string
  readonly name: string
  readonly onWiden: () => void
}

/** That a list shows only what belongs to something, and the way out of it. */
export function NarrowedTo({ of, name, onWiden }: NarrowedToProps) {
  return (
    <p className="flex min-w-0 items-center gap-1 rounded-medium border border-hairline bg-surface pl-3">
      <span className="min-w-0 py-2 wrap-anywhere">
        {of} <bdi className="font-medium">{name}</bdi>
      </span>
      <Button size="icon" look="quiet" aria-label={`Not only ${of} ${name}`} onClick={onWiden}>
        <X aria-hidden="true" className="size-4" />
      </Button>
    </p>
  )
}
