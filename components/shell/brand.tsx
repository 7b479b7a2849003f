const BODY = 'M4.5 19.5 8.3 14.6C7.5 10 10.6 5.8 15.1 5.8c1.7 0 2.9.8 3.5 1.9l2 .9-2 .9c0 5.1-3.3 8.6-8.6 8.6H8.3z'

/** The mark: a canary. Decoration beside the name. */
export function Mark({ className }: { readonly className: string }) {
  return (
    <svg viewBox="0 0 24 24" className={className} aria-hidden="true">
      <rect width="24" height="24" rx="6" className="fill-accent" />
      <path d={BODY} className="fill-on-accent" />
      <circle cx="15.5" cy="8.8" r="0.9" className="fill-accent" />
      <path
        d="M9.6 15.3c3-.1 5-1.6 5.6-4.1"
        className="fill-none stroke-accent"
        strokeWidth="1.2"
        strokeLinecap="round"
      />
    </svg>
  )
}
