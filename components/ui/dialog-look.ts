/** How modal layers look: the scrim scrolls, so that a tall dialog is reached on a small screen. */
export const DIALOG = {
  overlay: 'fixed inset-0 z-20 grid animate-appear place-items-center overflow-y-auto bg-scrim p-4',
  content: 'grid w-full max-w-xl gap-4 rounded-large border border-hairline bg-raised p-4 shadow-floating middle:p-6',
  title: 'text-20 font-semibold wrap-anywhere',
  description: 'text-muted wrap-anywhere',
  footer: 'flex flex-wrap justify-end gap-3',
} as const
