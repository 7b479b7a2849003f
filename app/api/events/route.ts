import { currentSession } from '@/lib/auth/session'
import { eventsDoor } from '@/lib/http/doors/events-door'
import { nextDoor } from '@/lib/http/next-doors'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = nextDoor((context) =>
  eventsDoor(context, currentSession),
)
