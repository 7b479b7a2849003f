export const THEMES = ['system', 'light', 'dark'] as const

export type Theme = (typeof THEMES)[number]

/** The cookie in which a browser keeps its theme: the server reads it, so that a page never flashes. */
export const THEME_COOKIE = 'aviary.theme'

const A_YEAR_S = 365 * 24 * 60 * 60

/** The theme that a cookie's value names; `system` where it names none. */
export function themeIn(value: string | undefined): Theme {
  return THEMES.find((theme) => theme === value) ?? 'system'
}

/** Shows this page in a theme, and has the browser keep it. */
export function applyTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme
  const secure = window.location.protocol === 'https:' ? '; Secure' : ''
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
  document.cookie = `${THEME_COOKIE}=${theme}; Path=/; Max-Age=${A_YEAR_S}; SameSite=Lax${secure}`
}
