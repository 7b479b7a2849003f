import { setNonce } from 'get-nonce'

/** Lets the libraries that add a `<style>` to the page add it under the page's policy, with the nonce of its scripts. */
export function passNonceToStyles(): void {
  if (typeof document === 'undefined') return
  const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce
  if (nonce) setNonce(nonce)
}
