import { keyDoor } from '@/lib/http/api/key-door'
import { changesPool, nextDoor } from '@/lib/http/next-doors'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = nextDoor((context) => keyDoor(context, changesPool()))
