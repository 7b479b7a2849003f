import { exportDoor } from '@/lib/http/doors/state'
import { changesPool, nextDoor } from '@/lib/http/next-doors'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = nextDoor((context) =>
  exportDoor(context, changesPool()),
)
