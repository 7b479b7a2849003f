// An OpenID Connect issuer in a process of its own: node tests/support/oidc-issuer.mjs PORT REDIRECT_URI
// Whoever signs in there with an e-mail address is who they say; it is verified unless it begins with "unverified".
import { Provider } from 'oidc-provider'

const [port, redirectUri] = process.argv.slice(2)

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: 'aviary',
      client_secret: 'a secret of the tests',
      redirect_uris: [redirectUri],
      grant_types: ['authorization_code'],
    },
  ],
  pkce: { required: () => true },
  claims: { openid: ['sub'], email: ['email', 'email_verified'] },
  cookies: { keys: ['tests'] },
  findAccount: (_context, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: id, email_verified: !id.startsWith('unverified') }),
  }),
})

provider.listen(Number(port), '127.0.0.1')
