import { useRef, useState } from 'react'

const LAYERS_ID = 'layers'

/** For an element at the end of the page's main content, which gets the layers of what stands there. */
export const layersProps = { id: LAYERS_ID }

/**
 * Where a menu or a tooltip is put, so that all of a page is within a landmark: into the header that has what opened it,
 * else to the end of the main content. Found as it opens. Not into a dialog: going from there, it would take the focus
 * to the dialog itself, as Radix answers for what is removed.
 */
export function useLandmark<Opener extends HTMLElement>() {
  const opener = useRef<Opener>(null)
  const [container, setContainer] = useState<HTMLElement | null>(null)
  function onOpenChange(isOpen: boolean): void {
    if (!isOpen) return
    const around = opener.current?.closest<HTMLElement>('[role=dialog], [role=alertdialog], header') ?? null
    const isInDialog = around?.matches('header') === false
    setContainer(isInDialog ? null : (around ?? document.getElementById(LAYERS_ID)))
  }
  return { opener, container, onOpenChange }
}
