/** The core's door for what runs in a browser: none of what is here hashes, so no stand-in for node:crypto is sent along. */
export { isFeatureName } from './names'
export { nextStage, stepsBetween } from './stage'
export { STAGES } from './vocabulary'
