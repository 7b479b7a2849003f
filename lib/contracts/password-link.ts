/**
 * The address of a one-time link. The token stands behind `#`: a browser sends it to no server, so it is in no log and
 * no `Referer`. @param origin where people reach the console
 */
export const passwordLink = (origin: string, token: string): string => `${origin}/set-password#${token}`
