export type EmbeddedPostgresErrorCode =
  | 'unsupported_platform'
  | 'binaries_unusable'
  | 'no_service_user'
  | 'not_writable'
  | 'not_enterable'
  | 'disk_full'
  | 'port_taken'
  | 'other_version'
  | 'damaged'
  | 'second_instance'
  | 'start_failed'

/** Why the embedded database can't run. The message is one or two sentences: what is wrong, and what to do. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError'
  readonly code: EmbeddedPostgresErrorCode

  constructor(code: EmbeddedPostgresErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
