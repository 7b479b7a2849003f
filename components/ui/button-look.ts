import { cva } from 'class-variance-authority'

/** The classes of a button, for a link that looks like one too. */
export const buttonLook = cva(
  'relative inline-flex shrink-0 cursor-pointer items-center justify-center gap-2 rounded-medium font-medium whitespace-nowrap transition-colors aria-disabled:cursor-default',
  {
    variants: {
      look: {
        /** The page's, or the dialog's, one main action. */
        primary:
          'border border-on-accent/25 bg-accent text-on-accent hover:bg-accent-hover aria-disabled:hover:bg-accent',
        plain: 'border border-edge bg-surface text-text hover:bg-hover aria-disabled:hover:bg-surface',
        quiet: 'border border-transparent text-text hover:bg-hover',
        /** Takes something away from people. */
        danger: 'border border-deny bg-surface text-deny hover:bg-deny-surface aria-disabled:hover:bg-surface',
        /** The button that does it, in a dialog that has asked. */
        'danger-primary':
          'border border-deny bg-deny text-on-deny hover:border-deny-hover hover:bg-deny-hover aria-disabled:hover:bg-deny',
      },
      size: { regular: 'min-h-11 px-4', compact: 'min-h-8 px-2.5', icon: 'size-8', 'icon-large': 'size-11' },
    },
    defaultVariants: { look: 'plain', size: 'regular' },
  },
)
