'use client'

import { useId, useState } from 'react'
import { classNames } from '@/components/ui/class-names'

const SHORT = 160

interface NoteTextProps {
  readonly note: string
  /** Whose note, for the button's name: "Open Press". */
  readonly of: string
}

/** A note of up to 2,000 characters: its beginning, and all of it when asked for. */
export function NoteText({ note, of }: NoteTextProps) {
  const id = useId()
  const [isOpen, setIsOpen] = useState(false)
  const isLong = note.length > SHORT || note.split('\n').length > 3
  return (
    <div className="grid max-w-prose justify-items-start">
      <p
        id={id}
        dir="auto"
        className={classNames('w-full whitespace-pre-line wrap-anywhere', isLong && !isOpen && 'line-clamp-3')}
      >
        {note}
      </p>
      {isLong && (
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setIsOpen(!isOpen)}
          className="min-h-6 cursor-pointer rounded-small text-12 text-muted underline underline-offset-2 hover:text-text"
        >
          {isOpen ? 'Show less' : 'Show all'}
          <span className="sr-only"> of the note on {of}</span>
        </button>
      )}
    </div>
  )
}
