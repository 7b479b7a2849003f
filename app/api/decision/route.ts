import { decisionDoor } from '@/lib/http/doors/decision'
import { nextDoor } from '@/lib/http/next-doors'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = nextDoor(decisionDoor)
