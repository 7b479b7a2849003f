/**
 * Under which proxy.ts tells a page its own path and query, which Next does not. It is set on every request, whatever the
 * client sent, and decides nothing: after sign-in one comes back there.
 */
export const PATH_HEADER = 'x-aviary-path'
