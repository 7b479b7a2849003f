/** The first thing that Tab reaches: past the navigation. */
export function SkipLink() {
  return (
    <a
      href="#content"
      className="sr-only rounded-medium bg-text text-page focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-10 focus:px-4 focus:py-3"
    >
      Skip to the content
    </a>
  )
}
