import type { Page } from '@playwright/test'
import { expect } from './test'

/** What of a page’s build would mislead who hears it or has only a keyboard. */
const structureFaults = (page: Page) =>
  page.evaluate(() => {
    const faults: string[] = []
    const claim = (isSo: boolean, fault: string) => {
      if (!isSo) faults.push(fault)
    }
    const all = (selector: string) =>
      [...document.querySelectorAll<HTMLElement>(selector)].filter((element) => element.checkVisibility())
    const named = (element: Element) => element.getAttribute('aria-label') ?? (element.textContent ?? '').trim()
    const textOf = (ids: string | null) =>
      (ids ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent ?? '')
        .join(' ')
        .trim()
    const twice = (texts: readonly string[]) => texts.filter((text, nth) => texts.indexOf(text) !== nth)

    claim(document.documentElement.lang === 'en', 'the page does not say its language')
    claim(/^\S.* · Aviary$/.test(document.title), `its title is “${document.title}”`)
    claim(all('h1').length === 1, `it has ${all('h1').length} headings of the first level`)
    claim(all('main').length === 1, `it has ${all('main').length} mains`)
    const banners = all('header').filter((header) => header.closest('main, section, article, aside') === null)
    claim(banners.length === 1, `it has ${banners.length} banners`)
    for (const label of twice(all('nav').map(named))) faults.push(`two navigations “${label}”`)

    let level = 0
    for (const heading of all('h1, h2, h3, h4, h5, h6')) {
      const next = Number(heading.tagName.slice(1))
      claim(next <= level + 1, `heading “${named(heading)}” leaps from level ${level} to ${next}`)
      level = next
    }
    for (const id of twice([...document.querySelectorAll('[id]')].map(({ id }) => id))) faults.push(`two of id ${id}`)

    for (const table of all('table')) {
      claim(table.querySelector('caption')?.textContent !== '', 'a table without caption')
      claim(
        table.querySelector('th:not([scope])') === null,
        `table “${named(table.querySelector('caption') ?? table)}” has a header without scope`,
      )
      claim(
        all('td').every((cell) => cell.closest('tr')?.querySelector('th[scope=row]') !== null),
        'a row without a header of its own',
      )
    }
    for (const sorted of all('[aria-sort]')) claim(sorted.querySelector('button') !== null, 'sorted without a button')
    for (const name of twice(all('tr button, li button').map(named))) faults.push(`two actions “${name}”`)

    for (const controls of all('[aria-controls]')) {
      const { ariaExpanded } = controls
      const isThere = document.getElementById(controls.getAttribute('aria-controls') ?? '') !== null
      claim(isThere || ariaExpanded === 'false', `“${named(controls)}” controls something that is not there`)
    }
    claim(all('button[disabled], input[disabled]').length === 0, 'a control is disabled: its reason can’t be read')
    for (const off of all('[aria-disabled=true]')) {
      const why = textOf(off.getAttribute('aria-describedby')) || off.getAttribute('aria-description')
      claim(Boolean(why) || off.ariaBusy === 'true', `“${named(off)}” does not say why it can’t be used`)
    }
    for (const region of all('[aria-live], [role=status], [role=alert], [role=log], output'))
      claim(region.dataset.announcer !== undefined, `a live region of its own: “${named(region)}”`)
    claim(all('[draggable=true], input[type=range], [accesskey]').length === 0, 'something is dragged, or has one key')
    for (const bearing of all('[title]')) faults.push(`“${bearing.title}” is had by hovering alone`)

    for (const main of all(
      '.bg-accent:is(button, a), [role=alertdialog] button[type=submit], [role=alertdialog] form > div:last-child button',
    )) {
      const { width, height } = main.getBoundingClientRect()
      claim(width >= 44 && height >= 44, `main action “${named(main)}” is ${width} × ${height} px`)
    }
    const isActed = 'isActed' in window
    claim(!isActed || document.activeElement !== document.body, 'nothing has the focus')
    return [...new Set(faults)]
  })

/** Notes on each page that somebody has done something there: from then on something has the focus. */
export const noteActs = (page: Page) =>
  page.addInitScript(() => {
    for (const act of ['pointerdown', 'keydown'])
      document.addEventListener(act, () => Object.assign(window, { isActed: true }), { capture: true })
  })

/** One language, one title, one h1, landmarks, ordered headings, whole tables, actions told apart, the focus kept. */
export async function expectSoundStructure(page: Page): Promise<void> {
  expect.soft(await structureFaults(page)).toEqual([])
}
