import { type ChangeEvent, type ChangeEventHandler, type RefObject, useEffect, useRef } from 'react'

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

interface Controlled<C extends Control> {
  readonly value?: unknown
  readonly onChange?: ChangeEventHandler<C> | undefined
}

/** A list that does not offer its value shows another one, which nobody chose. */
const offers = (control: Control, value: unknown) =>
  !(control instanceof HTMLSelectElement) || [...control.options].some((option) => option.value === value)

/**
 * What was typed or chosen while the page's script was still on its way is taken up: React keeps it in the control as it
 * hydrates, and tells nobody. Gives the ref that the control must bear; one without a value of ours is left as it is.
 */
export function useFound<C extends Control>({ value, onChange }: Controlled<C>): RefObject<C | null> {
  const ref = useRef<C>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is hydrated
  useEffect(() => {
    const control = ref.current
    if (control === null || value === undefined || control.value === value || !offers(control, value)) return
    onChange?.({ target: control, currentTarget: control } as unknown as ChangeEvent<C>)
  }, [])
  return ref
}
