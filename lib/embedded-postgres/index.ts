export { EmbeddedPostgresError, type EmbeddedPostgresErrorCode } from './error'
export { findRunningPostgres } from './find-running'
export { type EmbeddedPostgres, type EmbeddedPostgresOptions, startEmbeddedPostgres } from './start'
