/** The OpenFeature Remote Evaluation Protocol 0.3.0. */
export { ofrepBulkDoor } from './ofrep/bulk-door'
export { ofrepEventsDoor } from './ofrep/events-door'
export { ofrepFlagDoor } from './ofrep/flag-door'
