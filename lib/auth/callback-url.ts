/**
 * Where to go after sign-in: `wanted` as a path of this site, or the first page. Whatever a browser would take to
 * another host (`//host`, `/\host`, a scheme) is not followed (reliability.md, "The doors").
 * @param origin the public origin of the site
 */
export function sameSitePath(wanted: string | undefined, origin: string): string {
  if (wanted === undefined || !URL.canParse(wanted, origin)) return '/'
  const url = new URL(wanted, origin)
  if (url.origin !== new URL(origin).origin || url.username !== '' || url.password !== '') return '/'
  return url.pathname.startsWith('//') ? '/' : url.pathname + url.search + url.hash
}
