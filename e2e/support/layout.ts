import type { Page } from '@playwright/test'
import { expect } from './test'

const TEXT_SPACING =
  '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } ' +
  'p { margin-bottom: 2em !important }'

/** How people look at a page who see little of it at once; WCAG 1.4.4, 1.4.10 and 1.4.12. */
const VIEWS = [
  { name: '320 × 256', width: 320, height: 256, css: '' },
  { name: '200% zoom', width: 640, height: 400, css: '' },
  { name: '200% text', width: 1280, height: 800, css: 'html { font-size: 200% }' },
  { name: 'wide text spacing', width: 1280, height: 800, css: TEXT_SPACING },
  { name: 'wide text spacing, 320 px', width: 320, height: 256, css: TEXT_SPACING },
] as const

/** Gives an open page a style sheet of the person's own, and takes the one before away. */
const restyle = (page: Page, css: string) =>
  page.evaluate(async (text) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(text)
    document.adoptedStyleSheets = [sheet]
    // What follows its own size, such as a scroll region, does so a frame later.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  }, css)

/** What of the page is cut off, lies over its neighbor, or makes it scroll sideways. */
const layoutFaults = (page: Page) =>
  page.evaluate(() => {
    const faults: string[] = []
    const { scrollWidth } = document.documentElement
    if (scrollWidth > window.innerWidth) faults.push(`the page is ${scrollWidth} px wide`)

    const named = (element: Element) =>
      `${element.tagName.toLowerCase()} “${(element.textContent ?? '').trim().slice(0, 60)}”`
    // Heard, not seen.
    const isUnseen = ({ width, height }: DOMRect) => width <= 1 || height <= 1
    const isShown = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true }) &&
      element.closest('[inert], [aria-hidden=true] svg') === null &&
      !isUnseen(element.getBoundingClientRect())
    // What stands whole elsewhere may be shortened: with an ellipsis, which says so.
    const isShortened = ({ textOverflow, webkitLineClamp }: CSSStyleDeclaration) =>
      textOverflow === 'ellipsis' || webkitLineClamp !== 'none'
    for (const element of document.body.querySelectorAll('*')) {
      const style = getComputedStyle(element)
      const hides = (overflow: string) => overflow === 'hidden' || overflow === 'clip'
      // What is typed scrolls within its field.
      if (element.matches('input, select, textarea, svg, svg *')) continue
      if (!(hides(style.overflowX) || hides(style.overflowY)) || isShortened(style) || !isShown(element)) continue
      const isCut =
        (hides(style.overflowX) && element.scrollWidth > element.clientWidth + 1) ||
        (hides(style.overflowY) && element.scrollHeight > element.clientHeight + 1)
      if (isCut) faults.push(`cut off: ${named(element)}`)
    }

    interface Line {
      readonly text: Text
      readonly layer: Element
      readonly rect: DOMRect
    }
    const layerOf = (element: Element): Element => {
      const { position, zIndex } = getComputedStyle(element)
      if (position === 'fixed' || position === 'sticky' || (position === 'absolute' && Number(zIndex) >= 10))
        return element
      return element.parentElement === null ? element : layerOf(element.parentElement)
    }
    const lines: Line[] = []
    const range = document.createRange()
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const { parentElement } = node
      if (!(node instanceof Text) || parentElement === null || node.data.trim() === '' || !isShown(parentElement))
        continue
      if (parentElement.closest('.sr-only, script, style, option, textarea') !== null) continue
      range.selectNodeContents(node)
      for (const rect of range.getClientRects()) lines.push({ text: node, layer: layerOf(parentElement), rect })
    }
    // In one region that scrolls or shortens, what is not seen now lies under what stands after it.
    const seenPart = ({ text, rect }: Line): DOMRect | null => {
      let [left, right, top, bottom] = [rect.left, rect.right, rect.top, rect.bottom]
      for (
        let around = text.parentElement;
        around !== null && around !== document.body;
        around = around.parentElement
      ) {
        if (getComputedStyle(around).overflow === 'visible') continue
        const bounds = around.getBoundingClientRect()
        left = Math.max(left, bounds.left)
        right = Math.min(right, bounds.right)
        top = Math.max(top, bounds.top)
        bottom = Math.min(bottom, bounds.bottom)
      }
      return right > left && bottom > top ? new DOMRect(left, top, right - left, bottom - top) : null
    }
    const seen = lines.flatMap((line) => {
      const rect = seenPart(line)
      return rect === null ? [] : [{ ...line, rect }]
    })
    seen.sort((one, other) => one.rect.top - other.rect.top)
    const [ACROSS, DOWN] = [2, 5]
    for (const [nth, one] of seen.entries()) {
      for (const other of seen.slice(nth + 1)) {
        if (other.rect.top > one.rect.bottom - DOWN) break
        if (one.text === other.text || one.layer !== other.layer) continue
        const across = Math.min(one.rect.right, other.rect.right) - Math.max(one.rect.left, other.rect.left)
        if (across > ACROSS) faults.push(`“${one.text.data.trim()}” lies over “${other.text.data.trim()}”`)
      }
    }
    return [...new Set(faults)]
  })

/** Nothing of the page is lost to who sees it small, zoomed, with large text, or with text far apart. */
export async function expectNothingLost(page: Page): Promise<void> {
  for (const { name, width, height, css } of VIEWS) {
    await page.setViewportSize({ width, height })
    await restyle(page, css)
    expect.soft(await layoutFaults(page), name).toEqual([])
  }
  await restyle(page, '')
}
