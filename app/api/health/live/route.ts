import { liveDoor } from '@/lib/http/doors/health'
import { nextDoor } from '@/lib/http/next-doors'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = nextDoor(liveDoor)
