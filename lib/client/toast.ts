/** A line that shows for a moment what also stands in the page. */
export interface Toast {
  readonly id: number
  readonly text: string
}

const SHOWN_MS = 6000
const MOST = 3
const none: readonly Toast[] = []

let toasts = none
let lastId = 0
const listeners = new Set<() => void>()

function set(next: readonly Toast[]): void {
  toasts = next
  for (const listener of listeners) listener()
}

export function dismissToast(id: number): void {
  set(toasts.filter((toast) => toast.id !== id))
}

/** Shows a line for six seconds. It is an echo: it says nothing to those who hear the page, `announce` does. */
export function toast(text: string): void {
  lastId += 1
  const id = lastId
  set([...toasts, { id, text }].slice(-MOST))
  setTimeout(() => dismissToast(id), SHOWN_MS)
}

export function subscribeToasts(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const currentToasts = () => toasts
export const noToasts = () => none
