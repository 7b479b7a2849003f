interface Finding {
  readonly rule: string
  readonly target: string
  readonly summary: string
}

// What axe can not decide by itself, looked at by a person, each with the reason why it is no barrier.
const REVIEWED: readonly { readonly reason: string; isMet(finding: Finding): boolean }[] = [
  {
    reason: 'A menu’s button names its menu only while that is there: structure.ts looks for whatever is named.',
    isMet: ({ rule, summary }) => rule === 'aria-valid-attr-value' && summary.includes('using aria-haspopup'),
  },
  {
    reason: 'Radix’s focus guards hand the focus on into the dialog as soon as they get it (ask-dialog.spec.ts).',
    isMet: ({ rule, target }) => rule === 'aria-hidden-focus' && target.startsWith('span[data-radix-focus-guard'),
  },
  {
    reason: 'A list of suggestions or a menu lies over it; alone, it is measured in other states of the page.',
    isMet: ({ rule, summary }) =>
      rule === 'color-contrast' && /(partially obscured|overlapped) by another element/.test(summary),
  },
  {
    reason: 'Over the page behind, axe can not tell the ground of the dialog’s text: color-contrast.test.ts does.',
    isMet: ({ rule, summary }) => rule === 'color-contrast' && summary.includes('partially overlaps other elements'),
  },
  {
    reason:
      'The numbers under the bucket line are muted ink on the card (color-contrast.test.ts), and stand in words too.',
    isMet: ({ rule, target }) => rule === 'color-contrast' && /^text[:[]/.test(target),
  },
]

/** Whether an incomplete finding of axe has been reviewed and is no barrier. */
export function isReviewed(finding: Finding): boolean {
  return REVIEWED.some(({ isMet }) => isMet(finding))
}
