import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const css = readFileSync('app/globals.css', 'utf8')

/** A color token as the light and the dark theme have it. */
function token(name: string): readonly [light: string, dark: string] {
  const [, light, dark] = new RegExp(`--color-${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(css) ?? []
  const [, both] = new RegExp(`--color-${name}: (#\\w{6})`).exec(css) ?? []
  const [first, second] = [light ?? both, dark ?? both]
  if (first === undefined || second === undefined) throw new Error(`no token ${name}`)
  return [first, second]
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

const SURFACES = ['page', 'surface', 'sunken', 'raised', 'hover', 'selected'] as const
const on = (names: readonly string[], surfaces: readonly string[]) =>
  names.flatMap((name) => surfaces.map((surface) => [name, surface] as const))

// WCAG 2.2, 1.4.3 and 1.4.11.
it.each([
  ...on(['text', 'muted', 'allow', 'deny', 'warn'], SURFACES),
  ...on(['text', 'allow'], ['allow-surface']),
  ...on(['text', 'deny'], ['deny-surface']),
  ...on(['text', 'warn'], ['warn-surface']),
  ...on(['on-deny'], ['deny', 'deny-hover']),
  ...on(['on-accent'], ['accent', 'accent-hover']),
])('%s can be read on %s in both themes', (name, surface) => {
  for (const theme of [0, 1] as const) expect(contrast(token(name)[theme], token(surface)[theme])).toBeGreaterThan(4.5)
})

it.each([
  ...on(['edge', 'text', 'focus', 'allow', 'deny'], SURFACES),
  ['deny', 'deny-surface'] as const,
  ['warn', 'warn-surface'] as const,
])('a control or a mark of %s is seen on %s in both themes', (name, surface) => {
  for (const theme of [0, 1] as const) expect(contrast(token(name)[theme], token(surface)[theme])).toBeGreaterThan(3)
})
