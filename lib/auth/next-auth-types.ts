import 'next-auth'
import 'next-auth/jwt'

declare module 'next-auth' {
  interface User {
    readonly id: string
    readonly sessionVersion: number
    /** The code that the sign-in page gets, where single sign-on let nobody in. */
    readonly refusal?: 'AccessDenied' | 'Unavailable'
  }
  /** What `/api/auth/session` tells the browser: only until when. Who it is, the server asks the database. */
  interface Session {
    readonly expires: string
  }
}

declare module 'next-auth/jwt' {
  interface JWT {
    sub?: string
    sessionVersion?: number
    signedInAtS?: number
  }
}
