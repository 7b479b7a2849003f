export type Urgency = 'polite' | 'assertive'

type Listener = (text: string, urgency: Urgency) => void

let listener: Listener | null = null

/**
 * Says a sentence to those who hear the page, once: what came of an action, or what happened elsewhere.
 * @param urgency `assertive` interrupts: for failures of what the person just did
 */
export function announce(text: string, urgency: Urgency = 'polite'): void {
  listener?.(text, urgency)
}

/** Hands announcements to the page's one pair of live regions. Returns what ends it. */
export function hearAnnouncements(given: Listener): () => void {
  listener = given
  return () => {
    if (listener === given) listener = null
  }
}
