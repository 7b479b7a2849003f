/** A person of the console as the session sees them. */
export interface ConsoleUser {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly role: 'system_admin' | 'support'
}
