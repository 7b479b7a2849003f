/** Whether a host's name, as in a URL, is of this machine alone. `127.evil.example` is not. */
export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
