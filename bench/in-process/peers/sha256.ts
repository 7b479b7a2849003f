import { hash } from 'node:crypto'
import { type Contender, FLAG, forActors } from '../contender'

/** What the hash contract costs at the least: the digest, as hexadecimal text. */
export function sha256(): Contender {
  const texts = forActors((id) => `${FLAG}:user:${id}:1`)
  return {
    name: 'SHA-256 alone (crypto.hash, hex)',
    run: (count) => {
      let allowed = 0
      for (let at = 0; at < count; at++) if (hash('sha256', texts[at % texts.length] ?? '', 'hex') < '8') allowed++
      return allowed
    },
  }
}
