import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** What only the browser knows, once it has this component in hand; as it comes from the server, and until then: `before`. */
export const useInBrowser = <T>(read: () => T, before: T): T => useSyncExternalStore(never, read, () => before)

/** Whether the page's script has this component in hand: what is pressed before goes past it. */
export const useIsHydrated = () => useInBrowser(() => true, false)
