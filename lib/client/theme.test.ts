import { expect, it } from 'vitest'
import { themeIn } from '@/lib/client/theme'

it.each(['system', 'light', 'dark'])('a cookie that says %s is that theme', (theme) => {
  expect(themeIn(theme)).toBe(theme)
})

it.each([undefined, '', 'Dark', '"><script>', 'toString'])(
  'a cookie that says %j is the theme of the system',
  (value) => {
    expect(themeIn(value)).toBe('system')
  },
)
