import { metricsDoor } from '@/lib/http/doors/metrics'
import { nextDoor } from '@/lib/http/next-doors'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = nextDoor(metricsDoor)
