import { build } from './support/build'
import { runCommand } from './support/command'

runCommand(build)
