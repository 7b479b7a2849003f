import { findTool } from './debian-tool'

/** Prometheus's own checker of rules; null where none can be had. */
export const findPromtool = () =>
  findTool({ package: 'prometheus', file: '/usr/bin/promtool', variable: 'PROMTOOL_PATH' })
